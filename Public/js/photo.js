// The photo page: keys, full size, the panel, and edits that do not leave the page.
import { getPage, postForm } from "./api.js";
import { isWriting } from "./keys.js";
import { rate, toggleFavorite } from "./rating.js";
import { toast, toastsFrom } from "./toast.js";
import { watchWay } from "./way.js";

function watchPanel(viewer) {
  const button = viewer.querySelector("[data-toggle-panel]");
  function show(isOpen) {
    viewer.classList.toggle("panel-closed", !isOpen);
    button.setAttribute("aria-pressed", String(isOpen));
  }
  // Private windows may refuse storage; the panel is open then.
  let stored = null;
  try { stored = localStorage.getItem("panel"); } catch { stored = null; }
  show(stored !== "closed");
  function toggle() {
    const isOpen = viewer.classList.contains("panel-closed");
    show(isOpen);
    try { localStorage.setItem("panel", isOpen ? "open" : "closed"); } catch { return; }
  }
  button.addEventListener("click", toggle);
  return toggle;
}

function watchZoom(viewer) {
  const picture = viewer.querySelector("img.stage-picture");
  const button = viewer.querySelector("[data-zoom]");
  const figure = viewer.querySelector(".stage-figure");
  if (!picture) return { toggle: () => undefined, isOn: () => false };
  const isOn = () => figure.classList.contains("is-zoomed");

  function toggle(event) {
    const box = picture.getBoundingClientRect();
    const x = event?.clientX ? (event.clientX - box.left) / box.width : 0.5;
    const y = event?.clientY ? (event.clientY - box.top) / box.height : 0.5;
    figure.classList.toggle("is-zoomed");
    button.setAttribute("aria-pressed", String(isOn()));
    if (!isOn()) return;
    const preview = picture.src;
    picture.addEventListener("error", () => { picture.src = preview; }, { once: true });
    if (!preview.endsWith(picture.dataset.original)) picture.src = picture.dataset.original;
    figure.scrollTo(picture.width * x - figure.clientWidth / 2, picture.height * y - figure.clientHeight / 2);
  }

  let drag = null;
  figure.addEventListener("pointerdown", (event) => {
    if (isOn() && event.pointerType === "mouse") drag = { x: event.clientX, y: event.clientY, moved: false };
  });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    figure.scrollBy(drag.x - event.clientX, drag.y - event.clientY);
    drag.moved ||= Math.hypot(drag.x - event.clientX, drag.y - event.clientY) > 2;
    [drag.x, drag.y] = [event.clientX, event.clientY];
  });
  addEventListener("pointerup", () => setTimeout(() => { drag = null; }));
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("click", (event) => drag?.moved || toggle(event));
  button.addEventListener("click", () => toggle());
  return { toggle, isOn };
}

/** Rates at a click at once; arrow keys pass stars on their way, so the last of them counts after a moment. */
function watchStars(form, id) {
  let isByArrow = false;
  let stars = null;
  let waiting = 0;
  const write = () => {
    clearTimeout(waiting);
    if (stars !== null) rate(id, stars);
    stars = null;
  };
  form.addEventListener("keydown", (event) => { isByArrow = event.key.startsWith("Arrow"); });
  form.addEventListener("pointerdown", () => { isByArrow = false; });
  form.addEventListener("change", (event) => {
    clearTimeout(waiting);
    stars = Number(event.target.value);
    if (isByArrow) waiting = setTimeout(write, 500);
    else write();
  });
  form.addEventListener("focusout", write);
}

/** What was changed, with its way back, as a fresh page tells it. */
function showHistory(page) {
  const fresh = page.getElementById("photo-history");
  if (fresh) document.getElementById("photo-history").replaceWith(fresh);
}

function watchEdits(viewer) {
  const id = viewer.dataset.photo;
  // Where the page cannot be had now, the next one tells it.
  document.addEventListener("rated", () => getPage(location.href).then(showHistory).catch(() => undefined));
  watchStars(viewer.querySelector("[data-rating-form]"), id);
  viewer.querySelector("[data-favorite-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    toggleFavorite(id);
  });
  const labels = viewer.querySelector("[data-label-form]");
  let shown = labels.querySelector(":checked");
  labels.addEventListener("change", async (event) => {
    try {
      const { page } = await postForm(labels.getAttribute("action"), new URLSearchParams(new FormData(labels)));
      shown = event.target;
      showHistory(page);
      toastsFrom(page);
    } catch (error) {
      if (shown) shown.checked = true;
      toast(error.message, "bad");
    }
  });
}

function preload(viewer) {
  for (const link of viewer.querySelectorAll("[data-preload]")) new Image().src = link.dataset.preload;
}

export function enhancePhoto(viewer) {
  const id = viewer.dataset.photo;
  const togglePanel = watchPanel(viewer);
  const zoom = watchZoom(viewer);
  const way = watchWay(viewer);
  watchEdits(viewer);
  viewer.querySelector(".strip-link[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  if (document.readyState === "complete") preload(viewer);
  else addEventListener("load", () => preload(viewer));

  function turn(selector) {
    const link = viewer.querySelector(selector);
    if (link) way.turn(link);
  }

  const actions = {
    ArrowLeft: () => turn("[data-previous]"),
    ArrowRight: () => turn("[data-next]"),
    Escape: () => (zoom.isOn() ? zoom.toggle() : way.back()),
    i: togglePanel,
    z: () => zoom.toggle(),
    s: () => toggleFavorite(id),
  };
  document.addEventListener("keydown", (event) => {
    if (isWriting(event) || event.shiftKey) return;
    if (event.target.closest?.("video") && event.key.startsWith("Arrow")) return;
    if (event.target.type === "radio" && event.key.startsWith("Arrow")) return;
    const action = /^[0-5]$/.test(event.key) ? () => rate(id, Number(event.key)) : actions[event.key] ?? actions[event.key.toLowerCase()];
    if (!action) return;
    action();
    event.preventDefault();
  });
}
