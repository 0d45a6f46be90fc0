// The ledger's filters: choosing is enough, and unit and period of the top line keep them.
(function () {
  "use strict";
  var form = document.getElementById("filters");
  if (!form) { return; }
  document.addEventListener("change", function (event) {
    var field = event.target;
    if (field.form === form && (field.tagName === "SELECT" || field.type === "checkbox")) { form.requestSubmit(); }
  });
  var place = document.querySelector("form[data-place]");
  if (!place) { return; }
  function keep() {
    Array.prototype.forEach.call(place.querySelectorAll("[data-kept]"), function (one) { one.remove(); });
    new FormData(form).forEach(function (value, name) {
      if (!value || typeof value !== "string" || place.elements[name]) { return; } // unit and period are chosen there
      var kept = document.createElement("input");
      kept.type = "hidden"; kept.name = name; kept.value = value; kept.setAttribute("data-kept", "");
      place.appendChild(kept);
    });
  }
  keep();
  document.body.addEventListener("htmx:afterSettle", keep);
  document.addEventListener("change", function (event) { if (event.target.form === place) { keep(); } }, true);
})();
