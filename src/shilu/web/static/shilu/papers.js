// Writing a paper: the preview follows the text, and { opens the list of figures.
(function () {
  "use strict";
  // The paper at its true proportions: drawn as wide as a sheet and made smaller as a whole; on a phone it can be enlarged.
  var SHEET = 834, LEAST = 480, large = false;
  function fit() {
    document.querySelectorAll("[data-enlarge]").forEach(function (button) {
      button.hidden = button.closest(".paper-view").clientWidth >= LEAST;
      button.setAttribute("aria-pressed", large ? "true" : "false");
    });
    document.querySelectorAll(".paper-view iframe").forEach(function (one) {
      var room = one.parentNode.clientWidth, scale = room < SHEET && !(large && room < LEAST) ? room / SHEET : 1;
      one.style.width = scale < 1 ? SHEET + "px" : "";
      one.style.transform = scale < 1 ? "scale(" + scale + ")" : "";
      one.style.height = scale < 1 ? Math.round(window.innerHeight * 0.78 / scale) + "px" : "";
      one.style.marginBottom = scale < 1 ? Math.round(window.innerHeight * 0.78 * (1 - 1 / scale)) + "px" : "";
    });
  }
  fit();
  window.addEventListener("resize", fit);
  document.querySelectorAll("[data-enlarge]").forEach(function (button) {
    button.addEventListener("click", function () { large = !large; fit(); });
  });
  var writing = document.getElementById("writing");
  if (!writing) { return; }
  var area = writing.querySelector("textarea[name=text]");
  var frame = document.getElementById("preview"), sender = document.getElementById("preview-form");
  var panel = document.getElementById("figures"), words = document.getElementById("figure-words"), list = document.getElementById("figure-list");
  var opener = writing.querySelector("[data-figures]");

  // The preview: sent beside the form, so that it never counts as keeping; it stays where one was reading.
  function parts() { return Array.prototype.filter.call(writing.elements, function (one) { return /^(text|parts|edition|set-.*)$/.test(one.name); }); }
  function written() { return parts().map(function (one) { return one.value; }).join("\n"); }
  var timer = 0, top = 0, shown = written();
  function place() { try { return frame.contentWindow.document.scrollingElement.scrollTop; } catch (fault) { return 0; } }
  function preview() {
    clearTimeout(timer);
    if (written() === shown) { return; }
    shown = written(); top = place();
    Array.prototype.slice.call(sender.querySelectorAll("[data-part]")).forEach(function (one) { one.remove(); });
    parts().forEach(function (one) {
      var field = sender.querySelector("textarea");
      if (one !== area) { field = document.createElement("input"); field.type = "hidden"; field.name = one.name; field.setAttribute("data-part", ""); sender.appendChild(field); }
      field.value = one.value;
    });
    sender.submit();
  }
  frame.addEventListener("load", function () { try { frame.contentWindow.document.scrollingElement.scrollTop = top; } catch (fault) { top = 0; } });
  frame.addEventListener("load", function () {
    // The fault names a line of the file, whose settings may have grown meanwhile.
    try { var first = frame.contentWindow.document.body.getAttribute("data-first"); if (first) { lines.setAttribute("data-first", first); count(); } } catch (fault) { return; }
  });
  writing.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(preview, 900); });

  // The lines' numbers, as faults name them: a copy of the text tells how high each line stands where it is folded.
  var lines = writing.querySelector(".lines"), copy = document.createElement("div"), counting = 0;
  copy.className = "copy"; copy.setAttribute("aria-hidden", "true"); area.parentNode.appendChild(copy);
  function count() {
    var first = parseInt(lines.getAttribute("data-first"), 10) || 1;
    copy.style.width = area.clientWidth + "px"; copy.textContent = ""; lines.textContent = "";
    var rows = area.value.split("\n").map(function (words) { var row = document.createElement("div"); row.textContent = words || " "; copy.appendChild(row); return row; });
    var inner = document.createElement("div"); lines.appendChild(inner);
    rows.map(function (row) { return row.offsetHeight; }).forEach(function (high, at) {
      var number = document.createElement("div"); number.textContent = first + at; number.style.height = high + "px"; inner.appendChild(number);
    });
    follow();
  }
  function follow() { if (lines.firstChild) { lines.firstChild.style.transform = "translateY(" + -area.scrollTop + "px)"; } }
  area.addEventListener("scroll", follow);
  area.addEventListener("input", function () { clearTimeout(counting); counting = setTimeout(count, 200); });
  window.addEventListener("resize", count);
  count();
  writing.querySelector("[data-preview]").addEventListener("click", function (event) { event.preventDefault(); shown = null; preview(); });
  writing.addEventListener("shilu:restored", function () { shown = null; preview(); count(); });
  writing.addEventListener("shilu:forgotten", function () { shown = null; preview(); count(); });

  // Figures: { or the button opens the list, Enter puts the first one in, Escape goes back to the text.
  var at = 0, typed = 0;
  function open(length) {
    at = area.selectionStart; typed = length;
    panel.hidden = false; opener.setAttribute("aria-expanded", "true");
    words.value = ""; list.textContent = ""; words.focus();
  }
  function close() {
    if (panel.hidden) { return; }
    panel.hidden = true; opener.setAttribute("aria-expanded", "false"); area.focus(); area.setSelectionRange(at, at);
  }
  function put(source) {
    var start = at - typed;
    area.setRangeText(source, start, at, "end");
    panel.hidden = true; opener.setAttribute("aria-expanded", "false"); area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  opener.addEventListener("click", function () { if (panel.hidden) { open(0); } else { close(); } });
  area.addEventListener("input", function (event) {
    var sign = event.data;
    if ((sign === "{" || sign === "｛") && !event.isComposing) {
      var before = area.value.charAt(area.selectionStart - 2);
      if (before !== "{" && before !== "%") { open(1); }
    }
  });
  panel.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); return; }
    var buttons = Array.prototype.slice.call(list.querySelectorAll("[data-insert]"));
    var here = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && event.target === words && !event.isComposing) {
      event.preventDefault(); if (buttons.length) { put(buttons[0].getAttribute("data-insert")); }
    }
    if (event.key === "ArrowDown" && buttons.length) { event.preventDefault(); buttons[Math.min(here + 1, buttons.length - 1)].focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); if (here > 0) { buttons[here - 1].focus(); } else { words.focus(); } }
  });
  list.addEventListener("click", function (event) {
    var one = event.target.closest("[data-insert]");
    if (one) { put(one.getAttribute("data-insert")); }
  });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); writing.requestSubmit(writing.querySelector("button.main")); }
  });
})();
