// "More photos" loads itself before the end is reached. The link stays for when that fails.
import { getPage } from "./api.js";
import { toast } from "./toast.js";

function append(grid, page, prepare) {
  const months = grid.querySelector("[data-months]");
  let first = null;
  for (const month of page.querySelectorAll("[data-month]")) {
    const tiles = [...month.querySelectorAll(".tile")];
    prepare(tiles);
    first ??= tiles[0];
    const last = months.lastElementChild;
    if (last?.dataset.month === month.dataset.month) last.querySelector(".tiles").append(...tiles);
    else months.append(month);
  }
  return first;
}

export function watchMore(grid, prepare) {
  let isLoading = false;

  async function load(link) {
    if (isLoading) return;
    isLoading = true;
    grid.setAttribute("aria-busy", "true");
    try {
      const page = await getPage(link.href);
      const first = append(grid, page, prepare);
      const next = page.querySelector("[data-more]");
      if (next) {
        link.href = next.href;
        observer.unobserve(link);
        observer.observe(link);
      } else {
        observer.disconnect();
        // Whoever came to the link by keyboard goes on with what it brought.
        if (link === document.activeElement) first?.querySelector(".tile-link").focus({ preventScroll: true });
        link.closest(".pager").remove();
      }
    } catch (error) {
      observer.disconnect();
      toast(error.message, "bad");
    } finally {
      isLoading = false;
      grid.removeAttribute("aria-busy");
    }
  }

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) load(entry.target);
  }, { rootMargin: "1600px 0px" });
  const link = document.querySelector("[data-more]");
  if (link) observer.observe(link);

  // A year that is on the page already is scrolled to.
  document.querySelector(".scrubber")?.addEventListener("click", (event) => {
    const year = event.target.closest("[data-year]")?.dataset.year;
    const month = year && grid.querySelector(`[data-month$=" ${year}"]`);
    if (!month) return;
    event.preventDefault();
    month.scrollIntoView({ block: "start" });
    month.querySelector(".tile-link")?.focus({ preventScroll: true });
  });
}
