// The grid by keyboard: one photo has the focus, arrows move it, letters act on it or on the selection.
import { isWriting } from "./keys.js";
import { watchMore } from "./more.js";
import { catchUp, rate, toggleFavorite } from "./rating.js";
import { watchSelection } from "./selection.js";
import { returnTo } from "./way.js";

const tilesOf = (grid) => [...grid.querySelectorAll(".tile")];
const stops = ".tile-link, .tile-check, .tile-heart";

/** Only the controls of one tile are on the way of Tab. */
function makeCurrent(grid, tile) {
  for (const stop of grid.querySelectorAll(`.tile.is-current :is(${stops})`)) stop.tabIndex = -1;
  grid.querySelector(".tile.is-current")?.classList.remove("is-current");
  tile.classList.add("is-current");
  for (const stop of tile.querySelectorAll(stops)) stop.tabIndex = 0;
}

function leaveTabOrder(tiles) {
  for (const tile of tiles) for (const stop of tile.querySelectorAll(stops)) stop.tabIndex = -1;
}

/** The tile in the row above or below whose middle is nearest. */
function inNextRow(tiles, at, step) {
  const here = tiles[at].getBoundingClientRect();
  const middle = here.left + here.width / 2;
  let best = null;
  let row = null;
  for (let index = at + step; tiles[index]; index += step) {
    const there = tiles[index].getBoundingClientRect();
    if (Math.abs(there.top - here.top) < 2) continue;
    row ??= there.top;
    if (Math.abs(there.top - row) > 2) break;
    const distance = Math.abs(there.left + there.width / 2 - middle);
    if (!best || distance < best.distance) best = { tile: tiles[index], distance };
  }
  return best?.tile;
}

function destination(tiles, at, key) {
  switch (key) {
    case "ArrowLeft": return tiles[at - 1];
    case "ArrowRight": return tiles[at + 1];
    case "ArrowUp": return inNextRow(tiles, at, -1);
    case "ArrowDown": return inNextRow(tiles, at, 1) ?? tiles.at(-1);
    case "Home": return tiles[0];
    case "End": return tiles.at(-1);
    default: return undefined;
  }
}

function move(grid, key) {
  const tiles = tilesOf(grid);
  const at = tiles.findIndex((tile) => tile.contains(document.activeElement));
  const target = at < 0 ? grid.querySelector(".tile.is-current") ?? tiles[0] : destination(tiles, at, key);
  if (!target) return;
  makeCurrent(grid, target);
  const link = target.querySelector(".tile-link");
  link.focus({ preventScroll: true });
  const box = target.getBoundingClientRect();
  // Room for the bar and the month above, for the actions below.
  if (box.top < 110 || box.bottom > innerHeight - 70) target.scrollIntoView({ block: box.top < 110 ? "start" : "end" });
}

function act(grid, selection, event) {
  const tile = document.activeElement?.closest?.(".tile");
  const key = event.key.toLowerCase();
  if (key === "x" && tile) return selection.toggle(tile, event.shiftKey), true;
  if (key === "escape" && selection.count() > 0) return selection.clear(), true;
  if (selection.count() > 0 && /^[0-5]$/.test(key)) return selection.act(`rating:${key}`), true;
  if (selection.count() > 0 && key === "s") return selection.act("favorite"), true;
  if (!tile) return false;
  if (/^[0-5]$/.test(key)) return rate(tile.dataset.id, Number(key)), true;
  if (key === "s") return toggleFavorite(tile.dataset.id), true;
  return false;
}

/** The year at the top of the window is the marked one in the scrubber. */
function watchYears(grid) {
  const scrubber = document.querySelector(".scrubber");
  if (!scrubber) return;
  let isWaiting = false;

  function mark() {
    isWaiting = false;
    const line = innerHeight / 4;
    const inView = [...grid.querySelectorAll("[data-month]")].find((month) => month.getBoundingClientRect().bottom > line);
    const year = inView?.dataset.month.match(/\d{4}$/)?.[0];
    const link = year && scrubber.querySelector(`[data-year="${year}"]`);
    if (!link || link.ariaCurrent) return;
    scrubber.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const [box, room] = [link.getBoundingClientRect(), scrubber.getBoundingClientRect()];
    if (box.top < room.top || box.bottom > room.bottom) scrubber.scrollTop += box.top - room.top - room.height / 2;
  }

  addEventListener("scroll", () => {
    if (!isWaiting) requestAnimationFrame(mark);
    isWaiting = true;
  }, { passive: true });
  mark();
}

export function enhanceGrid(grid) {
  const selection = watchSelection(grid);
  const first = grid.querySelector(".tile");
  leaveTabOrder(tilesOf(grid));
  if (first) makeCurrent(grid, first);
  watchMore(grid, leaveTabOrder);
  watchYears(grid);
  grid.addEventListener("focusin", (event) => {
    const tile = event.target.closest(".tile");
    if (tile) makeCurrent(grid, tile);
  });
  grid.addEventListener("click", (event) => {
    const heart = event.target.closest(".tile-heart");
    if (!heart) return;
    event.preventDefault();
    toggleFavorite(heart.closest(".tile").dataset.id);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) catchUp();
    returnTo(grid);
  });
  document.addEventListener("keydown", (event) => {
    if (isWriting(event)) return;
    const isElsewhere = event.target.closest?.("details.menu[open], .scrubber");
    if (/^Arrow|^Home$|^End$/.test(event.key) && !isElsewhere && !event.shiftKey) {
      move(grid, event.key);
      event.preventDefault();
    } else if (act(grid, selection, event)) {
      event.preventDefault();
    }
  });
}
