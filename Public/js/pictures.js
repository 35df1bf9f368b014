// A thumbnail may be made later than the page: what fails to load is asked for again, ever more rarely.

const delays = [1500, 3000, 6000, 12000, 30000, 60000];

function later(image) {
  const tries = Number(image.dataset.tries ?? 0);
  if (tries >= delays.length) return;
  image.dataset.tries = tries + 1;
  image.dataset.address ??= image.getAttribute("src");
  setTimeout(() => { image.src = `${image.dataset.address}?try=${tries + 1}`; }, delays[tries]);
}

export function retryPictures() {
  const ours = (image) => image.matches?.(".tile-picture, .strip-link img");
  document.addEventListener("error", (event) => ours(event.target) && later(event.target), true);
  for (const image of document.querySelectorAll(".tile-picture, .strip-link img")) {
    if (image.complete && image.naturalWidth === 0) later(image);
  }
}
