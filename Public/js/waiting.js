// A page about something that is under way asks again every second, until it is over.
import { getPage } from "./api.js";

let timer = 0;

/** Puts a part of another rendering of this page in the place of the one that is shown. */
export function replacePart(old, fresh) {
  if (!old || old.innerHTML === fresh.innerHTML) return;
  const isInside = old.contains(document.activeElement);
  old.replaceWith(fresh);
  // Whoever was in it goes on in it.
  if (isInside) fresh.querySelector("a[href], button:not(:disabled), summary, [tabindex]")?.focus({ preventScroll: true });
}

/** Begins to ask when the page shows something that is under way. */
export function watchWaiting() {
  if (timer || !document.querySelector("[data-waiting]")) return;
  timer = setInterval(async () => {
    if (document.hidden) return;
    const asked = location.href;
    let page;
    // The next round asks again.
    try { page = await getPage(asked); } catch { return; }
    if (asked !== location.href) return;
    const isOver = !page.querySelector("[data-waiting]");
    for (const fresh of page.querySelectorAll("[data-live][id]")) replacePart(document.getElementById(fresh.id), fresh);
    if (!isOver) return;
    clearInterval(timer);
    timer = 0;
  }, 1000);
}
