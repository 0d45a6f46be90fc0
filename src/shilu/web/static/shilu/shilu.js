// What every page shares: the side sheet, unit and period, forms whose text survives, and what happens without a server.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  var body = document.body;
  var account = body.getAttribute("data-account") || "nobody";

  // Unit and period: choosing is enough.
  document.querySelectorAll("form[data-place] select").forEach(function (select) {
    select.addEventListener("change", function () { select.form.submit(); });
  });
  document.querySelectorAll("input[data-units]").forEach(function (input) {
    input.addEventListener("input", function () {
      fetch(input.getAttribute("data-units") + "?q=" + encodeURIComponent(input.value), { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : []; })
        .then(function (names) {
          var list = document.getElementById(input.getAttribute("list"));
          list.textContent = "";
          names.forEach(function (name) { var one = document.createElement("option"); one.value = name; list.appendChild(one); });
        }).catch(function () {});
    });
  });

  // The side sheet: what is loaded into it shows it; Escape or its button closes it and gives the place back.
  var sheet = document.getElementById("sheet"), before = null;
  function closeSheet() {
    if (!sheet || sheet.hidden) { return false; }
    sheet.hidden = true; sheet.textContent = "";
    if (before) { before.focus(); }
    return true;
  }
  body.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.target === sheet && sheet.hidden) { before = event.detail.elt; }
  });
  body.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target !== sheet) { return; }
    if (!sheet.textContent.trim()) { closeSheet(); return; }
    sheet.hidden = false; sheet.focus();
  });
  body.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-close]")) { event.preventDefault(); closeSheet(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      if (closeSheet()) { return; }
      var cancel = document.querySelector("[data-cancel]");
      if (cancel && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { cancel.click(); }
    }
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      var search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });

  // Faults of the line and of the session: what was typed stays on the screen.
  function show(id, on) { var one = document.getElementById(id); if (one) { one.hidden = !on; } }
  body.addEventListener("shilu:signed-out", function () { show("signed-out", true); });
  body.addEventListener("shilu:stale", function () { show("stale", true); });
  body.addEventListener("htmx:responseError", function (event) { if (event.detail.xhr.status === 403) { show("stale", true); } });
  body.addEventListener("htmx:sendError", function () { show("offline", true); });
  body.addEventListener("htmx:afterRequest", function (event) { if (event.detail.successful) { show("offline", false); } });

  // Forms with data-keep="name": what is typed is kept on this computer until the server has taken it.
  function key(form) { return "shilu:" + account + ":" + form.getAttribute("data-keep"); }
  function values(form) {
    var found = [];
    Array.prototype.forEach.call(form.elements, function (one) {
      if (!one.name || /^(csrfmiddlewaretoken|next)$/.test(one.name) || /^(file|password|hidden|submit|button)$/.test(one.type)) { return; }
      if ((one.type === "checkbox" || one.type === "radio") && !one.checked) { return; }
      found.push([one.name, one.value]);
    });
    return found;
  }
  function put(form, kept) {
    var taken = {};
    kept.forEach(function (pair) {
      var all = form.querySelectorAll('[name="' + pair[0].replace(/"/g, '\\"') + '"]');
      var at = taken[pair[0]] || 0, one = all.length > 1 && all[0].type !== "radio" && all[0].type !== "checkbox" ? all[at] : null;
      taken[pair[0]] = at + 1;
      if (one) { one.value = pair[1]; return; }
      Array.prototype.forEach.call(all, function (field) {
        if (field.type === "radio" || field.type === "checkbox") { if (field.value === pair[1]) { field.checked = true; } } else { field.value = pair[1]; }
      });
    });
  }
  var store;
  try { store = window.localStorage; store.getItem("shilu"); } catch (fault) { store = null; }
  window.shiluKeep = function (form) {
    if (!store || form.shiluKept) { return; }
    form.shiluKept = true;
    var first = JSON.stringify(values(form)), timer = 0, name = key(form);
    var kept = store.getItem(name);
    if (kept && kept !== first && !form.hasAttribute("data-bound")) {
      put(form, JSON.parse(kept));
      form.dispatchEvent(new CustomEvent("shilu:restored", { bubbles: true }));
      var note = form.querySelector("[data-restored]"); if (note) { note.hidden = false; }
    }
    function keep() { var now = JSON.stringify(values(form)); if (now !== first) { store.setItem(name, now); } }
    form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(keep, 200); });
    form.addEventListener("change", keep);
    window.addEventListener("pagehide", keep);
    form.addEventListener("submit", function () { keep(); store.setItem("shilu:sent", name); });
    form.addEventListener("reset", function () { store.removeItem(name); });
  };
  var sent = store && store.getItem("shilu:sent");
  if (sent) {
    var again = Array.prototype.some.call(document.querySelectorAll("form[data-keep]"), function (form) { return key(form) === sent && form.hasAttribute("data-bound"); });
    var entrance = !body.hasAttribute("data-account");
    if (!again && !entrance && !document.querySelector("[data-fault]")) { store.removeItem(sent); }
    store.removeItem("shilu:sent");
  }
  function keepAll() { document.querySelectorAll("form[data-keep]").forEach(window.shiluKeep); }
  keepAll();
  body.addEventListener("htmx:afterSwap", keepAll);
  body.addEventListener("click", function (event) {
    var forget = event.target.closest && event.target.closest("[data-forget]");
    if (!forget || !store) { return; }
    event.preventDefault();
    var form = forget.closest("form"); store.removeItem(key(form)); form.reset(); form.dispatchEvent(new CustomEvent("shilu:forgotten", { bubbles: true }));
    var note = form.querySelector("[data-restored]"); if (note) { note.hidden = true; }
  });

  // Copying: data-copy names the element whose text, or value, is copied.
  body.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-copy]");
    if (!button) { return; }
    var from = document.querySelector(button.getAttribute("data-copy"));
    var text = from.value === undefined ? from.innerText : from.value;
    var done = function () { button.classList.add("done"); var said = button.getAttribute("data-copied"); if (said) { button.textContent = said; } };
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(done); return; }
    var area = document.createElement("textarea"); area.value = text; body.appendChild(area); area.select(); document.execCommand("copy"); area.remove(); button.focus(); done();
  });

  // Printing by a button.
  body.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-print]")) { window.print(); }
  });

  // Dropping and pasting files into a form: data-drop names its file field.
  document.querySelectorAll("[data-drop]").forEach(function (zone) {
    var field = document.querySelector(zone.getAttribute("data-drop"));
    ["dragover", "dragenter"].forEach(function (name) { zone.addEventListener(name, function (event) { event.preventDefault(); zone.classList.add("over"); }); });
    ["dragleave", "drop"].forEach(function (name) { zone.addEventListener(name, function () { zone.classList.remove("over"); }); });
    function take(files) { if (files.length) { var all = new DataTransfer(); Array.prototype.forEach.call(files, function (one) { all.items.add(one); }); field.files = all.files; field.dispatchEvent(new Event("change", { bubbles: true })); } }
    zone.addEventListener("drop", function (event) { event.preventDefault(); take(event.dataTransfer.files); });
    (zone.closest("form") || zone).addEventListener("paste", function (event) { if (event.clipboardData && event.clipboardData.files.length) { event.preventDefault(); take(event.clipboardData.files); } });
  });

  var focus = document.querySelector("[data-focus]"); if (focus) { focus.focus(); }
})();
