"""What a page has to be for everybody: names, structure, contrast, targets, and all of it by Tab."""
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.keys import Keys

INTERACTIVE = {"button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "DisclosureTriangle", "switch",
               "slider", "menuitem", "tab", "Video", "image", "img", "progressbar", "dialog", "group", "navigation"}
NAMELESS = {"group", "image", "img"}  # may be without a name when nothing says otherwise: plain groups, decoration

REACHABLE = """
const isSeen = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && element.checkVisibility({ checkVisibilityCSS: true });
};
const groups = new Set();
return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((element) => {
  if (element.disabled || element.type === "hidden" || element.tabIndex < 0 || !isSeen(element)) return false;
  if (element.type !== "radio") return true;
  const group = `${element.form?.action}|${element.name}`;
  const members = [...document.querySelectorAll("input[type=radio]")].filter((o) => o.name === element.name && o.form === element.form);
  const checked = members.find((member) => member.checked);
  if (checked) return element === checked;
  return !groups.has(group) && groups.add(group);
});
"""
FOCUS = """
const element = document.activeElement;
if (!element || element === document.body || element === document.documentElement) return null;
const drawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && !/, 0\\)|\\/ 0\\)$|transparent/.test(style.outlineColor);
const around = [element, element.parentElement, element.nextElementSibling, element.closest("label"), element.closest(".card")];
const isShown = around.some((other) => other && [null, "::before", "::after"].some((part) => drawn(getComputedStyle(other, part))));
element.scrollIntoView({ block: "nearest" });
const box = element.getBoundingClientRect();
const middle = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.top + box.height / 2)));
const label = element.closest("label");
const isCovered = middle && !element.contains(middle) && !middle.contains(element) && !label?.contains(middle) && getComputedStyle(middle).pointerEvents !== "none";
const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\\s+/g, " ").slice(0, 40);
return { element, isShown, isCovered, what: `${element.localName}.${element.className} “${words}”`, by: middle ? `${middle.localName}.${middle.className}` : "" };
"""


def nameless(session):
    """Controls and landmarks that have no name in the browser's own accessibility tree."""
    found = []
    for node in session.cdp("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value")
        if node.get("ignored") or role not in INTERACTIVE - NAMELESS:
            continue
        if not node.get("name", {}).get("value", "").strip():
            identity = session.cdp("DOM.describeNode", backendNodeId=node["backendDOMNodeId"])["node"]
            found.append(f"a {role} without a name: {identity['localName']} {identity.get('attributes', [])}")
    return found


from session import AUDIT


def findings(session):
    """Everything wrong with the page as it stands, and how many texts were measured."""
    from session import AUDIT
    seen = session.run(AUDIT)
    return seen["findings"] + nameless(session), seen["looked"]


def by_tab(session, most=120):
    """Walks the page by Tab; returns what cannot be reached, what has no visible focus, and the order."""
    expected = session.run(REACHABLE)
    session.run("document.activeElement?.blur(); scrollTo(0, 0)")
    reached, problems, order = [], [], []
    for _ in range(most):
        session.press(Keys.TAB)
        focus = session.run(FOCUS)
        if focus is None or focus["element"] in reached[:-1]:
            break
        if reached and focus["element"] == reached[-1]:
            continue  # inside the controls of a video
        reached.append(focus["element"])
        order.append(focus["what"])
        if not focus["isShown"]:
            problems.append(f"{focus['what']} shows no focus")
        if focus["isCovered"]:
            problems.append(f"{focus['what']} lies under {focus['by']}")
    for element in expected:
        if element in reached:
            continue
        try:
            words = session.run("return arguments[0].outerHTML.slice(0, 120)", element)
            problems.append(f"Tab does not reach {words}")
        except StaleElementReferenceException:
            pass  # The link to more photos goes when they are there.
    return problems, order
