// A page about something that is under way asks again every second, until it is over.
import { getPage } from "./api.js";

export function watchWaiting() {
  if (!document.querySelector("[data-waiting]")) return;
  const timer = setInterval(async () => {
    if (document.hidden) return;
    let page;
    // The next round asks again.
    try { page = await getPage(location.href); } catch { return; }
    for (const fresh of page.querySelectorAll("[data-live][id]")) {
      const old = document.getElementById(fresh.id);
      if (old && old.innerHTML !== fresh.innerHTML) old.replaceWith(fresh);
    }
    if (!page.querySelector("[data-waiting]")) clearInterval(timer);
  }, 1000);
}
