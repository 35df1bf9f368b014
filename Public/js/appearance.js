// Light, dark or as the system; the rail wide or narrow. Cookies, so that the server draws the first frame right.

const year = 60 * 60 * 24 * 365;

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`;
  // Private windows may refuse storage; the cookie is what counts.
  try { localStorage.setItem(name, value); } catch { return; }
}

function setTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  remember("theme", theme);
}

export function watchAppearance() {
  document.querySelector("[data-theme-form]")?.addEventListener("change", (event) => {
    if (event.target.name === "theme") setTheme(event.target.value);
  });
  document.querySelector("[data-fold-rail]")?.addEventListener("click", () => {
    const root = document.documentElement;
    const isNarrow = root.dataset.rail !== "narrow";
    if (isNarrow) root.dataset.rail = "narrow";
    else delete root.dataset.rail;
    remember("rail", isNarrow ? "narrow" : "wide");
  });
}
