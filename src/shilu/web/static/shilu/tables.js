// Tables that stand on one page as a whole (data-sorts) are put in order by a click on a head. Without this they stand as they are.
(function () {
  "use strict";
  var language = document.documentElement.lang, number = /^[-+]?[\d,]+(\.\d+)?/;
  function said(row, at) { var cell = row.cells[at]; return cell ? (cell.getAttribute("data-value") || cell.textContent).trim().replace(/\s+/g, " ") : ""; }
  function isNone(text) { return !text || text.charAt(0) === "—"; }
  function compared(one, other) {
    var a = number.exec(one), b = number.exec(other);
    if (a && b && !/^\d{4}-/.test(one)) {
      var difference = parseFloat(a[0].replace(/,/g, "")) - parseFloat(b[0].replace(/,/g, ""));
      if (difference) { return difference; }
    }
    return one.localeCompare(other, language);
  }
  function turn(table, th, buttons) {
    var at = th.cellIndex, body = table.tBodies[0];
    var falling = th.hasAttribute("aria-sort") ? th.getAttribute("aria-sort") === "ascending" : th.classList.contains("num");
    var rows = Array.prototype.slice.call(body.rows), last = rows.filter(function (row) { return row.classList.contains("total"); });
    rows = rows.filter(function (row) { return last.indexOf(row) < 0; }).map(function (row, place) { return { row: row, place: place, text: said(row, at) }; });
    rows.sort(function (one, other) {
      if (isNone(one.text) !== isNone(other.text)) { return isNone(one.text) ? 1 : -1; }
      return (falling ? -1 : 1) * compared(one.text, other.text) || one.place - other.place;
    });
    rows.forEach(function (one) { body.appendChild(one.row); });
    last.forEach(function (row) { body.appendChild(row); });
    buttons.forEach(function (one) {
      var here = one.th === th;
      if (here) { one.th.setAttribute("aria-sort", falling ? "descending" : "ascending"); } else { one.th.removeAttribute("aria-sort"); }
      one.arrows.forEach(function (arrow) { arrow.textContent = here ? (falling ? " ↓" : " ↑") : ""; });
    });
  }
  function button(text) {
    var made = document.createElement("button"), arrow = document.createElement("span");
    made.type = "button"; made.className = "by"; made.textContent = text;
    arrow.setAttribute("aria-hidden", "true"); made.appendChild(arrow);
    return { made: made, arrow: arrow };
  }
  document.querySelectorAll("table[data-sorts]").forEach(function (table) {
    if (!table.tHead || table.tBodies.length !== 1 || table.tBodies[0].rows.length < 3) { return; }
    var buttons = [], orders = document.createElement("nav"), word = document.createElement("span");
    orders.className = "orders"; orders.setAttribute("aria-label", table.getAttribute("data-sorts"));
    word.className = "soft"; word.textContent = table.getAttribute("data-sorts"); orders.appendChild(word);
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th) {
      if (th.querySelector(".unseen") || !th.textContent.trim()) { return; }
      var head = button(th.textContent.trim()), beside = button(th.textContent.trim());
      var one = { th: th, arrows: [head.arrow, beside.arrow] };
      buttons.push(one);
      th.textContent = ""; th.appendChild(head.made); orders.appendChild(beside.made);
      [head.made, beside.made].forEach(function (made) { made.addEventListener("click", function () { turn(table, th, buttons); }); });
    });
    var before = table.closest(".scroll") || table;
    before.parentNode.insertBefore(orders, before);
  });
})();
