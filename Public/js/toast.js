// One sentence at the foot of the page; the region is announced by screen readers.
import { recall, remember } from "./memory.js";

/** Shows `text`; `tone` is good, warn or bad. A bad one stays until it is dismissed. */
export function toast(text, tone = "good") {
  const region = document.querySelector(".toasts");
  if (!region || !text) return;
  const note = document.createElement("p");
  note.className = `toast toast-${tone}`;
  note.append(text);
  if (tone === "bad") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = "Dismiss";
    button.addEventListener("click", () => note.remove());
    note.append(button);
  } else {
    note.addEventListener("animationend", (event) => event.animationName === "toast-out" && note.remove());
  }
  while (region.children.length > 2) region.firstElementChild.remove();
  region.append(note);
}

/** The texts and tones in the region of a page. */
function notesOf(page) {
  return [...page.querySelectorAll(".toasts .toast")].map((note) => ({
    text: note.firstChild.textContent.trim(),
    tone: ["good", "warn", "bad"].find((name) => note.classList.contains(`toast-${name}`)),
  }));
}

/** Shows what another page has in its region. */
export function toastsFrom(page) {
  for (const { text, tone } of notesOf(page)) toast(text, tone);
}

const KEPT = "toasts";

/** Loads the page anew; what its region shows is still to be read afterwards. */
export function reloadWithToasts() {
  remember(KEPT, notesOf(document));
  location.reload();
}

/** Shows what `reloadWithToasts` has kept. */
export function showKeptToasts() {
  for (const { text, tone } of recall(KEPT) ?? []) toast(text, tone);
  remember(KEPT, null);
}
