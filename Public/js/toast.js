// One sentence at the foot of the page; the region is announced by screen readers.

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

/** Shows what another page has in its region. */
export function toastsFrom(page) {
  for (const note of page.querySelectorAll(".toasts .toast")) {
    const tone = ["good", "warn", "bad"].find((name) => note.classList.contains(`toast-${name}`));
    toast(note.textContent.trim(), tone);
  }
}
