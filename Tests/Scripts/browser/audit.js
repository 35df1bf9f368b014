// Looks at the page as axe would; returns a list of findings, one sentence each. `arguments[0]`: options.
const findings = [];
const isSeen = (element) => {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && style.visibility === "visible" && element.checkVisibility({ checkOpacity: false });
};
const name = (element) => `${element.localName}${element.id ? `#${element.id}` : ""}${[...element.classList].map((c) => `.${c}`).join("")}` +
  ` “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40)}”`;
const say = (element, words) => findings.push(`${name(element)}: ${words}`);

// Structure.
const root = document.documentElement;
if (!root.lang) findings.push("the page has no language");
if (!document.title.trim()) findings.push("the page has no title");
const one = (selector, words) => {
  const count = [...document.querySelectorAll(selector)].filter(isSeen).length;
  if (count !== 1) findings.push(`${count} ${words} instead of one`);
};
one("h1", "h1");
one("main", "main landmarks");
const landmarks = "header, nav, main, aside, [role=region][aria-label], [role=status], [role=search], .skip, dialog";
for (const element of document.body.querySelectorAll("a, button, input, p, h1, h2, h3, li, table")) {
  if (isSeen(element) && !element.closest(landmarks)) say(element, "stands outside every landmark");
}
const navigations = [...document.querySelectorAll("nav")].filter(isSeen);
for (const nav of navigations) if (!nav.getAttribute("aria-label")) say(nav, "a navigation without a name");
const names = navigations.map((nav) => nav.getAttribute("aria-label"));
if (new Set(names).size !== names.length) findings.push(`navigations share a name: ${names}`);
let level = 0;
for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
  if (!isSeen(heading)) continue;
  const next = Number(heading.localName[1]);
  if (level > 0 && next > level + 1) say(heading, `follows a heading of level ${level}`);
  if (heading.textContent.trim() === "") say(heading, "an empty heading");
  level = next;
}
const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) findings.push(`the id ${id} stands twice`);
for (const attribute of ["aria-labelledby", "aria-describedby", "for"]) {
  for (const element of document.querySelectorAll(`[${attribute}]`)) {
    for (const id of element.getAttribute(attribute).split(" ")) if (!document.getElementById(id)) say(element, `${attribute} names ${id}, which is not there`);
  }
}
for (const image of document.images) if (image.getAttribute("alt") === null) say(image, "a picture without alt");
for (const image of document.images) if (!image.width || !image.height || !image.hasAttribute("width")) say(image, "a picture without its size");
for (const table of document.querySelectorAll("table")) if (!table.querySelector("th[scope]")) say(table, "a table without headings");
for (const list of document.querySelectorAll("ul, ol")) {
  for (const child of list.children) if (child.localName !== "li") say(child, "no item, but directly in a list");
}
const isOld = [...document.querySelectorAll("[data-live], [role=alert], [role=status]")].length;
if (document.querySelector(".toasts") && !document.querySelector(".toasts[role=status]")) findings.push("toasts are not announced");

// Targets: 24 pixels at least, but for links inside sentences.
const operable = "a[href], button, input:not([type=hidden]), select, textarea, summary";
for (const element of document.querySelectorAll(operable)) {
  if (!isSeen(element) || element.closest(".skip") || element.closest("svg")) continue;
  const label = element.closest("label");
  const box = (label ?? element).getBoundingClientRect();
  const isInSentence = getComputedStyle(element).display === "inline" && element.closest("p, td, li, th");
  if (!isInSentence && (box.width < 23.5 || box.height < 23.5)) say(element, `a target of ${Math.round(box.width)} × ${Math.round(box.height)}`);
}

// Contrast of every text against what lies under it.
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
canvas.canvas.width = canvas.canvas.height = 1;
const known = new Map();
function rgba(color) {
  if (!known.has(color)) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    known.set(color, [red, green, blue, alpha / 255]);
  }
  return known.get(color);
}
const over = (top, under) => top.slice(0, 3).map((value, at) => value * top[3] + under[at] * (1 - top[3])).concat(1);
const light = ([red, green, blue]) => {
  const [r, g, b] = [red, green, blue].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (one, other) => {
  const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};
/** What lies under an element, or null when a picture does. */
function ground(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== "none") return null;
    layers.push(rgba(style.backgroundColor));
    if (layers.at(-1)[3] === 1) break;
    if (at.matches(".tile, figure")) return null;
  }
  return layers.reduceRight((under, layer) => over(layer, under), rgba(getComputedStyle(document.documentElement).backgroundColor));
}
let looked = 0;
const seen = new Set();
function contrast(element, style, words) {
  const key = [style.color, style.fontSize, style.fontWeight, element.className, element.parentElement?.className].join("|");
  if (seen.has(key)) return;
  seen.add(key);
  const under = ground(element);
  if (!under) return;
  let alpha = 1;
  for (let at = element; at; at = at.parentElement) alpha *= Number(getComputedStyle(at).opacity);
  const ink = rgba(style.color);
  const found = ratio(over([...ink.slice(0, 3), ink[3] * alpha], under), under);
  const size = parseFloat(style.fontSize);
  const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  looked += 1;
  if (found < needed - 0.005) say(element, `contrast ${found.toFixed(2)} ${words}`);
}
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || element.closest("svg, script, .hidden, option, dialog:not([open])") || !isSeen(element)) continue;
  if (element.closest(".skip:not(:focus), [disabled]")) continue;
  contrast(element, getComputedStyle(element), "of its text");
}
for (const field of document.querySelectorAll("[placeholder]:placeholder-shown")) if (isSeen(field)) contrast(field, getComputedStyle(field, "::placeholder"), "of its placeholder");
for (const field of document.querySelectorAll("input[type=text], input:not([type]), textarea")) {
  if (!isSeen(field)) continue;
  const edge = ratio(over(rgba(getComputedStyle(field).borderTopColor), ground(field.parentElement) ?? [255, 255, 255, 1]), ground(field.parentElement) ?? [255, 255, 255, 1]);
  if (edge < 3) say(field, `contrast ${edge.toFixed(2)} of its border`);
}

const wide = root.scrollWidth - root.clientWidth;
if (wide > 0) findings.push(`the page is ${wide} pixels too wide`);
const shift = (window.shifts ?? []).reduce((sum, [value]) => sum + value, 0);
if (shift > 0.001) findings.push(`the layout moved by ${shift.toFixed(4)}: ${[...new Set(window.shifts.map(([, what]) => what))].join("; ")}`);
return { findings: [...new Set(findings)], looked };
