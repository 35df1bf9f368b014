// Sends chosen or dropped files one piece after the other. A file that was cut off goes on where it stopped: the server
// tells what it has.
import { getPage, postJSON, sendBytes, takeToken } from "./api.js";
import { replacePart } from "./waiting.js";

/** Files whose state is asked for together, and files that are sent at the same time. */
const together = 200, abreast = 2;
/** Milliseconds until a server that does not answer is asked again. */
const patience = 2000;

const bytes = new Intl.NumberFormat(undefined, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
const number = new Intl.NumberFormat();
const megabytes = (size) => bytes.format(size / 1e6);

/** Everything in dropped folders, with paths from the dropped folder on. */
async function filesOf(entry, files) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    files.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    for (const inner of entries) await filesOf(inner, files);
  }
}

class Upload {
  constructor(form) {
    this.form = form;
    this.queue = [];
    this.done = { files: 0, bytes: 0 };
    this.total = { files: 0, bytes: 0 };
    this.isRunning = false;
    this.isPaused = false;
    this.run = document.getElementById("upload-run");
    this.words = document.getElementById("upload-words");
    this.bar = document.getElementById("upload-bar");
    this.current = document.getElementById("upload-file");
    this.button = document.getElementById("upload-pause");
    this.button.addEventListener("click", () => this.toggle());
  }

  add(files) {
    const offers = files.map(({ file, path }) => ({ file, path, size: file.size, modified: file.lastModified }));
    this.queue.push(...offers);
    this.total.files += offers.length;
    this.total.bytes += offers.reduce((sum, offer) => sum + offer.size, 0);
    this.start();
  }

  toggle() {
    this.isPaused = !this.isPaused;
    this.button.textContent = this.isPaused ? "Go on" : "Pause";
    if (!this.isPaused) this.start();
    this.show();
  }

  async start() {
    if (this.isRunning || this.isPaused || this.queue.length === 0) return;
    this.isRunning = true;
    this.run.hidden = false;
    this.button.hidden = false;
    while (this.queue.length > 0 && !this.isPaused) await this.round(this.queue.slice(0, together));
    this.isRunning = false;
    this.show();
    await this.refresh();
  }

  /** Sends the first files of the queue; what fails stays in it. */
  async round(offers) {
    let states;
    try {
      const files = offers.map(({ path, size, modified }) => ({ path, size, modified }));
      states = (await postJSON(this.form.dataset.states, { files })).items;
    } catch (error) {
      await this.wait(error);
      return;
    }
    const waiting = [];
    offers.forEach((offer, index) => {
      const state = states[index];
      if (state.problem) this.refuse(offer, state.problem);
      else if (state.complete) this.settle(offer, offer.size);
      else waiting.push({ offer, received: state.received });
    });
    this.show();
    const lanes = Array.from({ length: abreast }, async () => {
      for (let next = waiting.shift(); next && !this.isPaused; next = waiting.shift()) await this.send(next);
    });
    await Promise.all(lanes);
  }

  async send({ offer, received }) {
    const query = new URLSearchParams({ path: offer.path, size: offer.size, modified: offer.modified, offset: received });
    this.show(offer);
    try {
      await sendBytes(`${this.form.dataset.send}?${query}`, offer.file.slice(received));
      this.settle(offer, offer.size);
    } catch (error) {
      // A file that the server refuses for good is told by the next question; this one only waits.
      offer.failures = (offer.failures ?? 0) + (error.status && error.status !== 403 ? 1 : 0);
      if (offer.failures >= 3) this.refuse(offer, error.message);
      else await this.wait(error);
    }
  }

  /** The server is away or was restarted: says so, and asks its page for a new token. */
  async wait(error) {
    this.words.textContent = `${error.message} ${number.format(this.done.files)} of ${number.format(this.total.files)} files are there; the rest goes on by itself.`;
    if (error.status === 507 || error.status === 422) {
      this.isPaused = true;
      this.button.textContent = "Go on";
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, patience));
    await takeToken();
  }

  settle(offer, size) {
    this.queue.splice(this.queue.indexOf(offer), 1);
    this.done.files += 1;
    this.done.bytes += size;
    this.show();
  }

  refuse(offer, why) {
    this.queue.splice(this.queue.indexOf(offer), 1);
    this.total.files -= 1;
    this.total.bytes -= offer.size;
    const list = document.getElementById("upload-refused");
    const item = document.createElement("li");
    item.textContent = `${offer.path}: ${why}`;
    list.append(item);
    list.hidden = false;
  }

  show(offer) {
    const { done, total } = this;
    this.bar.value = total.bytes > 0 ? (100 * done.bytes) / total.bytes : 100;
    const isOver = this.queue.length === 0;
    this.button.hidden = isOver;
    const sum = `${number.format(done.files)} of ${number.format(total.files)} files · ${megabytes(done.bytes)} of ${megabytes(total.bytes)}`;
    this.words.textContent = isOver ? `${number.format(done.files)} files uploaded.` : this.isPaused ? `Paused at ${sum}` : sum;
    this.current.textContent = isOver || this.isPaused ? "" : offer?.path ?? this.current.textContent;
  }

  /** Shows what the server has by now, and what an import would do. */
  async refresh() {
    const page = await getPage(location.pathname);
    for (const id of ["upload-files", "upload-preview"]) replacePart(document.getElementById(id), page.getElementById(id));
    document.querySelector("[data-preview-button]")?.click();
  }
}

export function enhanceUpload(page) {
  const form = page.querySelector("#upload");
  const upload = new Upload(form);
  for (const input of form.querySelectorAll("input[type='file']")) {
    input.addEventListener("change", () => {
      upload.add(Array.from(input.files, (file) => ({ file, path: file.webkitRelativePath || file.name })));
      input.value = "";
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["dragenter", "dragover"]) {
    page.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  page.addEventListener("dragleave", (event) => {
    if (!page.contains(event.relatedTarget)) form.classList.remove("is-over");
  });
  page.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry()).filter(Boolean);
    const files = [];
    for (const entry of entries) await filesOf(entry, files);
    upload.add(files);
  });
  addEventListener("beforeunload", (event) => { if (upload.queue.length > 0 && !upload.isPaused) event.preventDefault(); });
}
