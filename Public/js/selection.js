// Choosing photos: one, a range with Shift, or by touch with "Select"; the bar of actions sends them together.
import { postForm } from "./api.js";
import { showRating } from "./rating.js";
import { toast, toastsFrom } from "./toast.js";

const checkOf = (tile) => tile.querySelector(".tile-check");

/** Shows at once what an action will do to the tiles. */
function foresee(tiles, action) {
  const [verb, value] = action.split(":");
  for (const { dataset } of tiles) {
    if (verb === "favorite") showRating(dataset.id, 5);
    if (verb === "unfavorite" && dataset.rating === "5") showRating(dataset.id, 0);
    if (verb === "rating") showRating(dataset.id, Number(value));
  }
}

export function watchSelection(grid) {
  const announced = grid.querySelector("[data-selected-count]");
  const switcher = document.querySelector("[data-selecting]");
  let anchor = null;

  const chosen = () => [...grid.querySelectorAll(".tile:has(.tile-check:checked)")];
  const count = () => grid.querySelectorAll(".tile-check:checked").length;

  function changed() {
    const number = count();
    const isChoosing = number > 0 || Boolean(switcher?.checked);
    document.body.classList.toggle("bulk-active", isChoosing);
    announced.textContent = number > 0 ? `${number.toLocaleString("en")} selected` : isChoosing ? "Select photos" : "";
  }

  /** The bar goes when it has done its work; whoever is in it is led back to the photos. */
  function leaveBar() {
    if (document.activeElement?.closest(".bulk")) grid.querySelector(".tile.is-current .tile-link")?.focus({ preventScroll: true });
  }

  function clear() {
    for (const tile of chosen()) checkOf(tile).checked = false;
    if (switcher) switcher.checked = false;
    anchor = null;
    leaveBar();
    changed();
  }

  function range(tile, value) {
    const tiles = [...grid.querySelectorAll(".tile")];
    const [from, to] = [tiles.indexOf(anchor), tiles.indexOf(tile)].sort((a, b) => a - b);
    for (const between of tiles.slice(from, to + 1)) checkOf(between).checked = value;
  }

  function toggle(tile, isRange) {
    const check = checkOf(tile);
    if (isRange && anchor?.isConnected) range(tile, true);
    else check.checked = !check.checked;
    anchor = tile;
    changed();
  }

  async function act(action) {
    const tiles = chosen();
    const fields = new URLSearchParams(new FormData(grid));
    fields.set("action", action);
    const before = tiles.map(({ dataset }) => [dataset.id, Number(dataset.rating)]);
    foresee(tiles, action);
    try {
      const { page, url } = await postForm(grid.getAttribute("action"), fields);
      if (new URL(url).pathname.startsWith("/operations/")) location.assign(url);
      toastsFrom(page);
      clear();
    } catch (error) {
      for (const [id, rating] of before) showRating(id, rating);
      toast(error.message, "bad");
    }
  }

  grid.addEventListener("click", (event) => {
    const tile = event.target.closest(".tile");
    if (!tile) return;
    const check = event.target.closest(".tile-check");
    const isChoosing = count() > 0 || switcher?.checked;
    if (check) {
      if (event.shiftKey && anchor?.isConnected) range(tile, check.checked);
      anchor = tile;
      changed();
    } else if (event.target.closest(".tile-link") && (event.shiftKey || isChoosing) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      toggle(tile, event.shiftKey);
    }
  });
  grid.addEventListener("change", changed);
  switcher?.addEventListener("change", changed);
  grid.addEventListener("reset", () => setTimeout(clear));
  grid.addEventListener("submit", (event) => {
    const action = event.submitter?.name === "action" ? event.submitter.value : null;
    if (!action) return;
    event.preventDefault();
    leaveBar();
    for (const menu of grid.querySelectorAll("details[open]")) menu.open = false;
    act(action);
  });
  // What the browser restored when coming back.
  changed();
  return { toggle, clear, count, act };
}
