// Runs before the page is drawn, so that a chosen theme does not flash. The choice stays in this browser.
(function () {
  try {
    var chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch (error) { /* storage is off: the system's theme holds */ }
})();
