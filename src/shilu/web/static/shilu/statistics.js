// Statistics: filters that answer at once, tables for a spreadsheet, pictures as PNG. Without it all works by buttons.
(function () {
  "use strict";
  var body = document.body;

  // Choosing is enough; the field of another period stands there when it is asked for.
  var form = document.querySelector("form[data-sends]");
  if (form) {
    var compare = form.querySelector("[name=compare]"), against = form.querySelector(".field.against");
    var show = function () { against.classList.toggle("asked", compare.value === "other"); };
    show();
    form.addEventListener("change", function (event) {
      if (event.target === compare) {
        show();
        if (compare.value === "other") { against.querySelector("input").focus(); return; }
      }
      if (event.target.tagName === "SELECT") { form.submit(); }
    });
    form.querySelector("[name=add]").addEventListener("input", function (event) {
      // A name taken from the list comes in one piece.
      if (event.inputType && event.inputType !== "insertReplacementText") { return; }
      var names = Array.prototype.map.call(document.querySelectorAll("#figure-names option"), function (one) { return one.value; });
      if (names.indexOf(event.target.value) >= 0) { form.submit(); }
    });
  }

  function reveal(within) {
    Array.prototype.forEach.call(within.querySelectorAll("[data-png], [data-copy-table]"), function (one) { one.hidden = false; });
  }
  reveal(document);
  body.addEventListener("htmx:afterSwap", function (event) { reveal(event.detail.target); });

  // A table goes to the clipboard as cells and as text between tabs; this works on addresses without https as well.
  function copyTable(table, then) {
    var text = Array.prototype.map.call(table.rows, function (row) {
      return Array.prototype.map.call(row.cells, function (cell) { return cell.textContent.trim(); }).join("\t");
    }).join("\n");
    var put = function (event) {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      event.clipboardData.setData("text/html", table.outerHTML);
    };
    document.addEventListener("copy", put);
    var done = document.execCommand("copy");
    document.removeEventListener("copy", put);
    if (done) { then(); }
  }
  body.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-copy-table]");
    if (!button) { return; }
    copyTable(document.querySelector(button.getAttribute("data-copy-table")), function () { button.textContent = button.getAttribute("data-copied"); });
  });

  // A picture as PNG in the black and white of its file: the server's SVG painted on a sheet of twice its size.
  body.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-png]");
    if (!button) { return; }
    var svg = button.closest("figure").querySelector("svg").cloneNode(true), box = svg.viewBox.baseVal;
    svg.setAttribute("width", box.width * 2); svg.setAttribute("height", box.height * 2);
    svg.setAttribute("font-family", getComputedStyle(body).fontFamily);
    var image = new Image(), address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
    image.onload = function () {
      var sheet = document.createElement("canvas"), pen = sheet.getContext("2d");
      sheet.width = box.width * 2; sheet.height = box.height * 2;
      pen.fillStyle = "#fff"; pen.fillRect(0, 0, sheet.width, sheet.height);
      pen.drawImage(image, 0, 0, sheet.width, sheet.height);
      URL.revokeObjectURL(address);
      sheet.toBlob(function (blob) {
        var link = document.createElement("a");
        link.href = URL.createObjectURL(blob); link.download = button.getAttribute("data-png") + ".png";
        body.appendChild(link); link.click(); link.remove();
        setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
      });
    };
    image.src = address;
  });
})();
