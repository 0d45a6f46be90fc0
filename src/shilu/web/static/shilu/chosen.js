// A choice that brings another one along: the template of a new paper its usual period.
(function () {
  "use strict";
  document.querySelectorAll("select[data-periods]").forEach(function (template) {
    var period = document.querySelector(template.dataset.of);
    var stood = period.value;
    template.addEventListener("change", function () {
      var fits = JSON.parse(template.dataset.periods)[template.value];
      if (period.value !== stood || !fits || !period.querySelector('option[value="' + fits + '"]')) return;
      period.value = stood = fits;
    });
  });
})();
