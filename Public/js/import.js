// A new import: folders are browsed without leaving the form, and the preview follows what is chosen.
import { getPage, postForm } from "./api.js";
import { toast } from "./toast.js";
import { replacePart, watchWaiting } from "./waiting.js";

const panel = () => document.getElementById("import-preview");

/** What the preview shows is no longer what the form says. */
function markOld() {
  panel().classList.add("is-old");
  const button = panel().querySelector("[data-import-button]");
  if (button) button.disabled = true;
}

/** Shows at the fields what the server has against them; a page without a refusal clears them. */
function takeProblems(form, page) {
  for (const problem of form.querySelectorAll(".field-problem")) problem.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  for (const problem of page.querySelectorAll("#import .field-problem")) {
    const field = form.querySelector(`#${problem.id.replace(/-problem$/, "")}`);
    (field ?? form.querySelector(".targets"))?.after(problem);
    field?.setAttribute("aria-invalid", "true");
    field?.setAttribute("aria-describedby", problem.id);
  }
}

function watchPreview(form) {
  // Uploaded files have no folder.
  const chosen = () => form.elements.source?.value ?? "";
  // The first preview of a folder is asked for: it reads every file. What follows is quick.
  let source = panel()?.matches(":has([data-import-button]), [data-waiting]") ? chosen() : null;
  let turn = 0;

  async function preview() {
    const mine = ++turn;
    markOld();
    form.setAttribute("aria-busy", "true");
    try {
      const { page, url } = await postForm(form.dataset.preview, new URLSearchParams(new FormData(form)));
      if (mine !== turn) return;
      takeProblems(form, page);
      source = chosen();
      replacePart(panel(), page.getElementById("import-preview"));
      panel().classList.remove("is-old");
      if (panel().getBoundingClientRect().top > innerHeight) panel().scrollIntoView({ behavior: "smooth" });
      history.replaceState(null, "", url);
      watchWaiting();
    } catch (error) {
      if (mine !== turn) return;
      if (error.page?.querySelector("#import")) takeProblems(form, error.page);
      if (!form.querySelector(".field-problem")) toast(error.message, "bad");
      form.querySelector("[aria-invalid]")?.focus();
    } finally {
      if (mine === turn) form.removeAttribute("aria-busy");
    }
  }

  form.addEventListener("submit", (event) => {
    if (!event.submitter?.matches("[data-preview-button]")) return;
    event.preventDefault();
    preview();
  });
  form.addEventListener("input", markOld);
  form.addEventListener("change", (event) => {
    const { source: from, organise, template } = form.elements;
    const isComplete = form.checkValidity() && (organise.value !== "template" || template.value !== "");
    if (event.target !== from && from.value === source && isComplete) preview();
  });
}

/** The folders are links; here they only fill in the source. */
function watchPicker(form) {
  const picker = form.querySelector("[data-picker]");
  picker?.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const page = await getPage(link.href);
      picker.replaceChildren(...page.querySelector("[data-picker]").childNodes);
      form.elements.source.value = page.getElementById("source").value;
      markOld();
      picker.querySelector("[aria-current='location']")?.focus({ preventScroll: true });
    } catch (error) {
      toast(error.message, "bad");
    }
  });
}

export function enhanceImport(page) {
  const form = page.querySelector("#import");
  if (!form) return;
  watchPreview(form);
  watchPicker(form);
}
