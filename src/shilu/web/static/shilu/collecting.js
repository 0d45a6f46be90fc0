// Handing workbooks in: the chosen files are listed before they are sent, and a pressed button says that it works.
(function () {
  "use strict";
  var form = document.querySelector("[data-hand-in]");
  if (form) {
    var field = form.querySelector("input[type=file]"), list = form.querySelector("[data-chosen]");
    field.addEventListener("change", function () {
      list.textContent = "";
      Array.prototype.forEach.call(field.files, function (file) {
        var line = document.createElement("li"), name = document.createElement("span"), size = document.createElement("span");
        name.textContent = file.name;
        size.textContent = file.size < 1048576 ? Math.max(1, Math.round(file.size / 1024)) + " KB" : (file.size / 1048576).toFixed(1) + " MB";
        size.className = "soft";
        line.appendChild(name); line.appendChild(size); list.appendChild(line);
      });
      list.hidden = field.files.length === 0;
    });
  }
  document.querySelectorAll("button[data-working]").forEach(function (button) {
    button.form.addEventListener("submit", function () {
      // the button itself is sent by its form first
      setTimeout(function () { button.disabled = true; button.textContent = button.getAttribute("data-working"); }, 0);
    });
    window.addEventListener("pageshow", function (event) { if (event.persisted) { window.location.reload(); } });
  });
})();
