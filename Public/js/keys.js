// Keys that work everywhere, and the overlay that lists all of them.

const lists = {
  grid: [
    ["Move", [["← → ↑ ↓", "Move between photos"], ["Home End", "First and last photo"], ["Enter", "Open"], ["/", "Search"]]],
    ["Rate", [["1 … 5", "Give stars"], ["0", "Remove the stars"], ["S", "Favorite on or off"]]],
    ["Select", [["X", "Select on or off"], ["Shift X", "Select up to here"], ["Shift click", "Select a range"], ["Esc", "Clear the selection"]]],
  ],
  photo: [
    ["Move", [["← →", "Previous and next"], ["Esc", "Back to the grid"]]],
    ["Rate", [["1 … 5", "Give stars"], ["0", "Remove the stars"], ["S", "Favorite on or off"]]],
    ["Look", [["I", "Show or hide the information"], ["Z", "Full size on or off"]]],
  ],
  page: [["Everywhere", [["/", "Search"]]]],
};

/** Whether a key belongs to what is being written. */
export function isWriting(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const field = event.target.closest?.("input, textarea, select, [contenteditable]");
  return Boolean(field && !["checkbox", "radio"].includes(field.type)) || Boolean(document.querySelector("dialog[open]"));
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function overlay(groups) {
  const close = element("button", "button button-small", "Close");
  close.type = "button";
  const title = element("h2", "sheet-title", "Keyboard shortcuts");
  title.id = "keys-title";
  const columns = groups.map(([name, keys]) => element("section", "", element("h3", "", name), element("dl", "",
    ...keys.map(([combination, words]) => element("div", "", element("dt", "", words), element("dd", "",
      ...combination.split(" ").map((key) => element("kbd", "", key))))))));
  const sheet = element("dialog", "sheet", element("div", "sheet-head", title, close), element("div", "keys", ...columns));
  sheet.setAttribute("aria-labelledby", "keys-title");
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  sheet.addEventListener("close", () => sheet.remove());
  return sheet;
}

function showKeys(kind) {
  if (document.querySelector("dialog[open]")) return;
  const groups = [...lists[kind], ["Help", [["?", "This list"]]]];
  const sheet = overlay(groups);
  document.body.append(sheet);
  sheet.showModal();
}

/** `kind` is grid, photo or page. */
export function watchKeys(kind) {
  document.querySelector("[data-open-keys]")?.addEventListener("click", () => showKeys(kind));
  document.addEventListener("keydown", (event) => {
    const search = document.querySelector("[data-search]");
    if (event.key === "Escape" && event.target === search) search.blur();
    if (isWriting(event)) return;
    if (event.key === "/" && search?.offsetParent) {
      search.focus();
      search.select();
      event.preventDefault();
    } else if (event.key === "?") {
      showKeys(kind);
      event.preventDefault();
    }
  });
}
