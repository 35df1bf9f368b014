// Requests to the server of this page.

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

async function send(path, options) {
  try {
    return await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new Error("The server does not answer. Is Photostead still running?");
  }
}

/** Sends JSON and returns JSON; throws an Error with the server's own words. */
export async function postJSON(path, body) {
  const answer = await send(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": token() },
    body: JSON.stringify(body),
  });
  // An answer that is no JSON has no words of its own; the status says what is known.
  const value = await answer.json().catch(() => null);
  if (answer.ok) return value;
  throw refusal(answer, value);
}

/** Sends the bytes of a file, or of a part of one; returns and throws as above. */
export async function sendBytes(path, blob) {
  const answer = await send(path, { method: "POST", body: blob, headers: { "X-CSRF-Token": token() } });
  const value = await answer.json().catch(() => null);
  if (answer.ok) return value;
  throw refusal(answer, value);
}

function refusal(answer, value) {
  const { message, hint } = value?.error ?? {};
  const words = [message ?? `The server refused this (${answer.status}).`, hint].filter(Boolean).join(" ");
  return Object.assign(new Error(words), { status: answer.status });
}

/** Takes the token of a server that was restarted while this page was open; where none answers, the old one stays. */
export async function takeToken() {
  const fresh = await getPage(location.pathname).catch(() => null);
  const value = fresh?.querySelector('meta[name="csrf-token"]')?.content;
  if (!value) return;
  document.querySelector('meta[name="csrf-token"]').content = value;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = value;
}

/** Sends a form as the browser would and returns the page it led to; throws as above, with the page that says why. */
export async function postForm(path, fields) {
  const answer = await send(path, { method: "POST", body: fields, headers: { "X-CSRF-Token": token() } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok) return { page, url: answer.url };
  const words = page.querySelector(".error-reason, .field-problem, .banner-bad .banner-words")?.textContent.trim();
  throw Object.assign(new Error(words || `The server refused this (${answer.status}).`), { page });
}

/** The page behind an address of ours. */
export async function getPage(path) {
  const answer = await send(path, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`The page cannot be loaded (${answer.status}).`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
