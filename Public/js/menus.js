// Menus are <details>: a click elsewhere or Esc closes them, arrows move inside.

const openMenus = () => document.querySelectorAll("details.menu[open]");

export function watchMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details.menu[open]");
    if (!menu) return;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const links = [...menu.querySelectorAll(".menu-link")];
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = links.indexOf(document.activeElement);
      links.at(at < 0 && step < 0 ? -1 : (at + step) % links.length)?.focus();
      event.stopPropagation();
      event.preventDefault();
    }
  }, true);
}
