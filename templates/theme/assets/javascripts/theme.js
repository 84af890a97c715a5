// Runs before the first paint: the reader's choice of light or dark, and the mark that scripts run.
const root = document.documentElement;
root.classList.replace("no-js", "js");
try {
  const chosen = localStorage.getItem("jianbao.theme");
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
} catch {
  // Storage is closed to us (a private window, a file): the system's own choice holds.
}
