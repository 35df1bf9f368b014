// Operations live: numbers from the stream of events, everything else from the page itself every few seconds.
import { getPage } from "./api.js";
import { reloadWithToasts } from "./toast.js";

const numbers = new Intl.NumberFormat("en");

function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} m`;
}

function put(root, name, text) {
  const place = root.querySelector(`[data-${name}]`);
  if (place && text !== null && place.textContent !== text) place.textContent = text;
}

const percentOf = ({ processed, total }) => (total > 0 ? Math.min(99, Math.floor((processed / total) * 100)) : null);

/** Shows an operation object (docs/interface.md) inside `root`. */
function show(root, operation) {
  const { processed, total, phase, performance_metrics: metrics } = operation;
  const percent = percentOf(operation);
  put(root, "percent", percent === null ? "–" : `${percent} %`);
  const files = total === 1 ? "file" : "files";
  put(root, "counted", total > 0 ? `${numbers.format(processed)} of ${numbers.format(total)} ${files}` : `${numbers.format(processed)} files`);
  put(root, "phase", phase || null);
  const bar = root.querySelector("[data-bar]");
  if (bar && percent !== null) {
    bar.max = 100;
    bar.value = percent;
  }
  const ring = document.querySelector(`[data-running="${operation.operation_id}"]`);
  if (ring) showRing(ring, percent);
  const speed = metrics?.files_per_second;
  if (speed > 0) {
    const bytes = metrics.megabytes_per_second >= 1 ? ` · ${numbers.format(Math.round(metrics.megabytes_per_second))} MB/s` : "";
    put(root, "speed", `${numbers.format(Math.round(speed))} files/s${bytes}`);
    if (total > processed) put(root, "left", `${duration((total - processed) / speed)} left`);
  }
  const announced = root.querySelector("[data-announce]");
  const tenth = percent === null ? null : Math.floor(percent / 10);
  if (announced && tenth !== null && announced.dataset.tenth !== String(tenth)) {
    announced.dataset.tenth = tenth;
    announced.textContent = `${percent} percent`;
  }
}

/** Shows a percentage in the ring of the top bar; null = not known yet. */
function showRing(link, percent) {
  if (percent === null) return;
  link.querySelector(".ring").classList.remove("ring-counting");
  link.querySelector(".ring-value").setAttribute("stroke-dasharray", `${percent} 100`);
  const words = link.querySelector(".ring-percent");
  if (words) words.textContent = `${percent} %`;
}

/** Replaces the parts of the page that changed, unless somebody is in them. */
async function refresh() {
  let page;
  // The next round asks again.
  try { page = await getPage(location.href); } catch { return; }
  for (const fresh of page.querySelectorAll("[data-live][id]")) {
    const old = document.getElementById(fresh.id);
    if (old && old.innerHTML !== fresh.innerHTML && !old.contains(document.activeElement)) old.replaceWith(fresh);
  }
}

function follow(root) {
  const events = new EventSource(root.dataset.events);
  events.addEventListener("progress", (event) => show(root, JSON.parse(event.data)));
  events.addEventListener("end", () => {
    events.close();
    // Whoever stands inside the page with the keyboard is not thrown out of it.
    const main = document.querySelector("main");
    if (main.contains(document.activeElement) && document.activeElement !== main) refresh();
    else reloadWithToasts();
  });
  addEventListener("pagehide", () => events.close());
}

/** The ring of the top bar asks now and then while the page is looked at. */
function followRing() {
  const link = document.querySelector("[data-running]");
  if (!link || document.querySelector("[data-events]")) return;
  const timer = setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(`/api/operations/${link.dataset.running}`, { headers: { Accept: "application/json" } });
      const operation = await answer.json();
      const percent = percentOf(operation);
      if (["complete", "failed", "cancelled", "paused"].includes(operation.status)) {
        clearInterval(timer);
        link.remove();
      } else {
        showRing(link, percent);
      }
    } catch {
      clearInterval(timer);
    }
  }, 4000);
}

export function followOperations() {
  const roots = [...document.querySelectorAll("[data-events]")].slice(0, 3);
  roots.forEach(follow);
  if (roots.some((root) => root.matches(".page"))) setInterval(() => document.hidden || refresh(), 3000);
  followRing();
}
