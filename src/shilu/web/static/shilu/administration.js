// Printing by a button.
(function () {
  "use strict";
  document.body.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-print]")) { window.print(); }
  });
})();
