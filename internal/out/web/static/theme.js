// Sets the colours before the first paint. "light" and "dark" are a person's
// choice on this computer; anything else follows the system.
(function () {
  "use strict";
  let choice = null;
  try { choice = localStorage.getItem("sayso-colours"); } catch (e) { /* storage may be shut off */ }
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
})();
