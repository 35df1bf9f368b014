// What a tab remembers until it is closed. Private windows may refuse it: then nothing is remembered.

/** The value that was remembered under `key`; null = none. */
export function recall(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

/** Remembers `value`; null forgets what was there. */
export function remember(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch { return; }
}
