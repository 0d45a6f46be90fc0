// 记一笔: a kind by a few letters, Enter from field to field, days by a press, files by hand, and drafts kept meanwhile.
(function () {
  "use strict";
  var body = document.body;
  function near(element, selector) { return element && element.closest ? element.closest(selector) : null; }

  // Seeking: Enter opens the first kind found, even while the answer is on its way; arrows walk through them.
  var opening = false;
  function seeks(input) { return input.classList.contains("htmx-request") || input.value !== (input.asked === undefined ? input.defaultValue : input.asked); }
  function links() { return Array.prototype.slice.call(document.querySelectorAll("#kinds .found a")); }
  document.addEventListener("keydown", function (event) {
    var input = near(event.target, "[data-seek] input[type=search]"), found = links(), at = found.indexOf(document.activeElement);
    if (input && event.key === "Enter" && !event.isComposing && input.value.trim()) {
      event.preventDefault();
      if (seeks(input)) { opening = true; } else if (found.length) { found[0].click(); }
    } else if (event.key === "ArrowDown" && (input || at >= 0) && found.length) {
      event.preventDefault(); found[Math.min(at + 1, found.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault(); (at ? found[at - 1] : document.getElementById("seek")).focus();
    }
  });
  body.addEventListener("htmx:beforeRequest", function (event) { if (event.target.id === "seek") { event.target.asked = event.target.value; } });
  body.addEventListener("htmx:afterSettle", function () {
    if (!opening) { return; }
    var input = document.getElementById("seek");
    if (input && seeks(input)) { return; }
    opening = false;
    var found = links(); if (found.length) { found[0].click(); }
  });

  // The slip: Enter goes on, Ctrl+Enter records, Escape goes back to the kinds.
  function steps(form) {
    var counts = Array.prototype.slice.call(form.querySelectorAll("[data-count]"));
    return Array.prototype.filter.call(form.elements, function (one) {
      if (one.type === "hidden" || one.type === "file" || one.disabled || one.tabIndex < 0 || !one.offsetParent) { return false; }
      if (!/^(INPUT|SELECT)$/.test(one.tagName) || /^(checkbox|radio|date)$/.test(one.type)) { return false; }
      return !(counts.length > 1 && one === counts[0] && one.value.trim());
    });
  }
  function record(form) {
    var button = form.querySelector("[data-record-button]"); // where it is asked whether it is a double, a press answers that
    if (!button) { return; }
    if (form.requestSubmit) { form.requestSubmit(button); } else { button.click(); }
  }
  document.addEventListener("keydown", function (event) {
    var form = near(event.target, "form[data-record]");
    if (!form || event.isComposing) { return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); record(form); return; }
    if (event.key === "Enter" && /^(INPUT|SELECT)$/.test(event.target.tagName) && !/^(submit|button|file|date)$/.test(event.target.type)) {
      event.preventDefault();
      var all = steps(form), at = all.indexOf(event.target);
      var next = all.filter(function (one) { return event.target.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING; })[0];
      if (at === -1 && event.target.type !== "checkbox" && event.target.type !== "radio" && !next) { record(form); }
      else if (next) { next.focus(); } else { record(form); }
      return;
    }
    if (event.key === "Escape") { var back = form.querySelector("[data-back]"); if (back) { event.preventDefault(); event.stopPropagation(); save(form); back.click(); } }
  });
  document.addEventListener("focusin", function (event) { if (near(event.target, "[data-count]")) { event.target.select(); } });

  // Days by a press.
  function setDay(form, text) { var day = form.querySelector("[data-day]"); day.value = text; day.dispatchEvent(new Event("input", { bubbles: true })); day.dispatchEvent(new Event("change", { bubbles: true })); day.focus(); }
  document.addEventListener("click", function (event) {
    var back = near(event.target, "[data-day-back]"), form = near(event.target, "form");
    if (!back) { return; }
    var day = new Date(form.getAttribute("data-today") + "T12:00:00Z");
    day.setUTCDate(day.getUTCDate() - Number(back.getAttribute("data-day-back")));
    setDay(form, day.toISOString().slice(0, 10));
  });
  document.addEventListener("change", function (event) {
    if (event.target.hasAttribute && event.target.hasAttribute("data-day-pick") && event.target.value) { setDay(event.target.form, event.target.value); }
  });

  // Evidence: dropped, pasted and chosen files add up, and each can be taken out again.
  var MOST = 20 * 1024 * 1024;
  function put(field, files) { var all = new DataTransfer(); files.forEach(function (one) { all.items.add(one); }); field.files = all.files; field.chosen = files; show(field); }
  function add(field, files) {
    var all = (field.chosen || []).slice();
    Array.prototype.forEach.call(files, function (one) { if (!all.some(function (old) { return old.name === one.name && old.size === one.size; })) { all.push(one); } });
    put(field, all);
  }
  function show(field) {
    var list = field.form.querySelector("[data-picked]"); if (!list) { return; }
    list.textContent = "";
    (field.chosen || []).forEach(function (one, at) {
      var line = document.createElement("li"), name = document.createElement("span"), out = document.createElement("button");
      name.textContent = one.name + " · " + (one.size > MOST ? "> 20 MB" : Math.max(1, Math.round(one.size / 1024)) + " KB");
      if (one.size > MOST) { name.className = "needs"; }
      out.type = "button"; out.className = "plain"; out.textContent = "×"; out.setAttribute("aria-label", "× " + one.name);
      out.addEventListener("click", function () { put(field, field.chosen.filter(function (_one, place) { return place !== at; })); field.focus(); });
      line.appendChild(name); line.appendChild(out); list.appendChild(line);
    });
  }
  document.addEventListener("change", function (event) { if (event.target.hasAttribute && event.target.hasAttribute("data-evidence")) { add(event.target, event.target.files); } });
  function zoneOf(event) { return near(event.target, "[data-evidence-zone]"); }
  function field(from) { return from.querySelector("[data-evidence]"); }
  ["dragenter", "dragover"].forEach(function (name) { document.addEventListener(name, function (event) { var zone = zoneOf(event); if (zone) { event.preventDefault(); zone.classList.add("over"); } }); });
  ["dragleave", "drop"].forEach(function (name) { document.addEventListener(name, function (event) { var zone = zoneOf(event); if (zone) { zone.classList.remove("over"); } }); });
  document.addEventListener("drop", function (event) { var zone = zoneOf(event); if (zone && event.dataTransfer.files.length) { event.preventDefault(); add(field(zone), event.dataTransfer.files); } });
  document.addEventListener("paste", function (event) {
    var form = document.querySelector("form[data-record]"), files = event.clipboardData && event.clipboardData.files;
    if (form && files && files.length && field(form)) { event.preventDefault(); add(field(form), files); }
  });

  // Drafts: kept on the server when nothing was typed for a while, and when the page is left.
  function say(name) { body.dispatchEvent(new CustomEvent(name)); }
  function save(form) {
    if (!form.changed || form.done) { return; }
    form.changed = false;
    var all = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (typeof value === "string") { all.append(name, value); } });
    fetch(form.getAttribute("data-draft"), { method: "POST", body: all, credentials: "same-origin", keepalive: true, redirect: "manual" }).then(function (answer) {
      if (answer.ok) { return; }
      form.changed = true;
      if (answer.status === 403) { say("shilu:stale"); } else if (answer.status === 401 || answer.type === "opaqueredirect") { say("shilu:signed-out"); }
    }).catch(function () { form.changed = true; });
  }
  var timer = 0;
  document.addEventListener("input", function (event) {
    var form = near(event.target, "form[data-record]");
    if (!form) { return; }
    form.changed = true; clearTimeout(timer); timer = setTimeout(function () { save(form); }, 4000);
  });
  function saveAll() { document.querySelectorAll("form[data-record]").forEach(save); }
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") { saveAll(); } });
  window.addEventListener("pagehide", saveAll);
  document.addEventListener("click", function (event) {
    var anew = near(event.target, "[data-anew]");
    if (!anew) { return; }
    event.preventDefault();
    var form = anew.form, plain = document.createElement("form");
    form.done = true; form.reset(); localStorage.removeItem("shilu:" + body.getAttribute("data-account") + ":" + form.getAttribute("data-keep"));
    plain.method = "post"; plain.action = anew.formAction; plain.hidden = true;
    ["csrfmiddlewaretoken", "draft", "kept-kind"].forEach(function (name) { plain.appendChild(form.querySelector("[name=" + name + "]").cloneNode()); });
    plain.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "anew", value: "1" }));
    body.appendChild(plain); plain.submit();
  });

  // Once the server has it, nothing of it stays on this computer; where the server did not take it, all of it stays.
  function forget() { try { localStorage.removeItem("shilu:sent"); } catch (fault) { return; } }
  body.addEventListener("shilu:recorded", function (event) {
    var form = near(event.target, "form[data-record]");
    clearTimeout(timer); forget();
    if (form) { form.done = true; form.reset(); }
  });
  body.addEventListener("htmx:responseError", forget);
  body.addEventListener("htmx:sendError", forget);
  body.addEventListener("shilu:signed-out", function () {
    var link = document.querySelector("#signed-out a");
    forget();
    if (link) { link.href = link.getAttribute("href").split("?")[0] + "?next=" + encodeURIComponent(location.pathname + location.search); }
  });

  // Wherever a form arrives: its days by a press, and the first field that wants something.
  function arrive(root) {
    root.querySelectorAll("[data-picks]").forEach(function (one) { one.hidden = false; });
    var form = root.querySelector("form[data-record]");
    if (!form || form.arrived) { return; }
    form.arrived = true;
    var fault = form.querySelector("[data-focus]"), first = form.querySelector("[name=title]") || steps(form).filter(function (one) { return !/^(day|for_unit)$/.test(one.name); })[0];
    if (fault) { fault.focus(); } else if (first) { first.focus(); }
  }
  body.addEventListener("htmx:afterSwap", function () { arrive(document); }); // at once: who types on must not type into nothing
  arrive(document);
})();
