// Stars and hearts: shown at once, taken back with the server's words when it refuses.
import { postJSON } from "./api.js";
import { recall, remember } from "./memory.js";
import { toast } from "./toast.js";

const latest = new Map();

/** The ratings given in this tab, by photo; a grid that is not told of them is right after its next load. */
const given = () => recall("ratings") ?? {};

function note(id, rating) {
  const known = Object.entries({ ...given(), [id]: rating }).slice(-200);
  remember("ratings", Object.fromEntries(known));
}

/** A page the browser kept while others were open shows what was changed on them. */
export function catchUp() {
  for (const [id, rating] of Object.entries(given())) showRating(id, rating);
}

const holders = (id) => document.querySelectorAll(`[data-id="${id}"], [data-photo="${id}"]`);

/** Stars of a photo as the page shows them, -1 to 5. */
export function shownRating(id) {
  const holder = holders(id)[0];
  if (holder?.dataset.rating) return Number(holder.dataset.rating);
  return Number(holder?.querySelector('input[name="rating"]:checked')?.value ?? 0);
}

function showOnTile(tile, rating) {
  tile.querySelector(".tile-stars")?.remove();
  tile.querySelector(".tile-rejected")?.remove();
  if (rating < 1) return;
  const stars = document.createElement("span");
  stars.className = `tile-stars stars-${rating}`;
  stars.setAttribute("role", "img");
  stars.setAttribute("aria-label", `${rating} of 5 stars`);
  tile.querySelector(".tile-link").after(stars);
}

/** Shows a rating wherever the photo is on the page. */
export function showRating(id, rating) {
  for (const holder of holders(id)) {
    holder.dataset.rating = rating;
    if (holder.matches(".tile")) showOnTile(holder, rating);
    const choice = holder.querySelector(`input[name="rating"][value="${Math.max(0, rating)}"]`);
    if (choice) choice.checked = true;
    for (const heart of holder.querySelectorAll('[name="favorite"]')) {
      heart.setAttribute("aria-pressed", String(rating === 5));
      heart.value = rating === 5 ? "0" : "1";
    }
  }
}

async function change(id, guess, path, body, words) {
  const before = shownRating(id);
  const turn = (latest.get(id) ?? 0) + 1;
  latest.set(id, turn);
  showRating(id, guess);
  try {
    const answer = await postJSON(path, body);
    if (latest.get(id) !== turn) return;
    if (Number.isInteger(answer?.rating)) showRating(id, answer.rating);
    if (answer?.failed > 0) toast(`It is kept in the library, but not in the file: ${answer.problem}.`, "bad");
    else if (answer?.pending > 0) toast("It will be written into the file when its drive is back.", "warn");
    note(id, shownRating(id));
    document.dispatchEvent(new CustomEvent("rated", { detail: id }));
    if (words) toast(words);
  } catch (error) {
    if (latest.get(id) === turn) showRating(id, before);
    toast(error.message, "bad");
  }
}

/** Gives a photo 0 to 5 stars. */
export function rate(id, stars, words) {
  return change(id, stars, `/api/photo/${id}/rating`, { rating: stars }, words);
}

/** Favourite means five stars; taking it back removes them. */
export function toggleFavorite(id, words) {
  const favorite = shownRating(id) !== 5;
  return change(id, favorite ? 5 : 0, `/api/photo/${id}/favorite`, { favorite }, words?.(favorite));
}
