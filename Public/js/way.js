// The way from the grid into a photo, on to its neighbours, and back to the tile of the photo that was seen last.

// Where nothing can be remembered, every step is an ordinary link.
import { recall, remember } from "./memory.js";

const isGridBehind = () => recall("grid-behind") && history.length > 1;

/** Notes which photo is seen, and whether the grid lies one step behind. */
function arrive(viewer, back) {
  const from = document.referrer && new URL(document.referrer);
  const isFromGrid = from && from.origin === location.origin && from.pathname === new URL(back.href).pathname;
  if (isFromGrid) remember("grid-behind", true);
  else if (recall("turning-to") !== location.pathname) remember("grid-behind", null);
  remember("turning-to", null);
  remember("last-photo", viewer.dataset.photo);
}

/** On to a neighbour, which takes the place of this photo in the history: the grid stays one step behind. */
function turn(link) {
  if (!isGridBehind()) return location.assign(link.href);
  remember("turning-to", new URL(link.href).pathname);
  location.replace(link.href);
}

/** Watches the ways out of a photo and answers with them: `back` and `turn`, which takes a link. */
export function watchWay(viewer) {
  const link = viewer.querySelector("[data-back]");
  arrive(viewer, link);
  const back = () => (isGridBehind() ? history.back() : location.assign(link.href));
  viewer.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const way = event.target.closest("[data-back], [data-previous], [data-next], .strip-link");
    if (!way) return;
    event.preventDefault();
    if (way === link) back();
    else turn(way);
  });
  return { back, turn };
}

/** Puts the focus on the photo that was seen last, where the grid shows it. */
export function returnTo(grid) {
  const id = recall("last-photo");
  remember("last-photo", null);
  const link = id && grid.querySelector(`.tile[data-id="${CSS.escape(id)}"] .tile-link`);
  if (!link) return;
  link.focus({ preventScroll: true });
  const box = link.getBoundingClientRect();
  if (box.top < 110 || box.bottom > innerHeight - 70) link.scrollIntoView({ block: "center" });
}
