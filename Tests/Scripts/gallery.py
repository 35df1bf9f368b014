#!/usr/bin/env python3
"""Screenshots of every page, made from the mocks of WebTests, and checks that need a browser.

  PHOTOSTEAD_GALLERY=/tmp/gallery swift test --filter GalleryTests
  python3 Tests/Scripts/gallery.py /tmp/gallery /tmp/shots [name...]

Serves the pages with the policy of the real server, opens each at three widths in light and dark, and reports what the
policy refused, requests that leave the machine, horizontal scrolling, shifted layout, weak contrast, small targets and
fields without a name. Needs chromium and selenium.
"""
import http.server
import pathlib
import re
import sys
import threading
import urllib.parse

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from landscapes import landscape

PUBLIC = pathlib.Path(__file__).resolve().parents[2] / "Public"
POLICY = ("default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; "
          "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8"}
WIDTHS = [(390, 844), (1280, 800), (1920, 1080)]


class Pages(http.server.BaseHTTPRequestHandler):
    """The gallery's folder at /gallery/NAME, our assets, and an invented picture for each photo."""

    folder = pathlib.Path()
    sizes = {}
    protocol_version = "HTTP/1.1"

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # The browser went on to the next page.

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        picture = re.fullmatch(r"/photos/\d{8}_\d{6}_(\d{3})/(\w+)", path)
        if path.startswith("/public/"):
            self.answer(PUBLIC / path[8:])
        elif path.startswith("/gallery/"):
            self.answer(self.folder / f"{path[9:]}.html")
        elif picture:
            number = int(picture[1])
            width, height = self.sizes.get(number, (1500, 1000))
            scale = (2048 if picture[2] == "preview" else 640) / max(width, height)
            self.send("image/svg+xml", landscape(number, int(width * scale), int(height * scale)).encode())
        elif path.endswith("/events"):
            self.send_response(204)
            self.end_headers()
        else:
            self.send("text/html", b"<!doctype html><title>elsewhere</title>")

    def answer(self, file):
        if file.is_file():
            self.send(TYPES.get(file.suffix, "application/octet-stream"), file.read_bytes())
        else:
            self.send_error(404)

    def send(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def sizes_of_tiles(folder):
    """Width and height of each photo as the grids say them."""
    found = {}
    for file in folder.glob("*.html"):
        if file.name.startswith("hostile"):
            continue
        for number, width, height in re.findall(
                r'src="/photos/\d{8}_\d{6}_(\d{3})/\w+"[^>]* width="(\d+)" height="(\d+)"', file.read_text()):
            found[int(number)] = (int(width), int(height))
    return found


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


WATCH = """
window.shifted = 0;
// What has no node that we may see is the browser's own, such as the controls of a video.
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.sources.some((source) => source.node)) window.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
"""
SETTLED = """
const outside = (box, frame) =>
  box.top > frame.bottom || box.bottom < frame.top || box.left > frame.right || box.right < frame.left;
// A row that scrolls within itself cuts pictures off that are not loaded although the window would have room for them.
function cut(image) {
  const box = image.getBoundingClientRect();
  for (let at = image.parentElement; at; at = at.parentElement)
    if (getComputedStyle(at).overflowX !== 'visible' && outside(box, at.getBoundingClientRect())) return true;
  return outside(box, { top: 0, bottom: innerHeight, left: 0, right: innerWidth });
}
return [...document.images].every(image => image.complete || cut(image));
"""
CHECKS = """
const shift = window.shifted;
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
return {shift, wide, foreign: performance.getEntriesByType('resource').map(r => r.name).filter(n => !n.startsWith(location.origin))};
"""


ACCESS = r"""
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
function rgba(colour) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}
const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3])).concat(1);
const light = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
function background(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== 'none') return null;
    layers.push(rgba(style.backgroundColor));
  }
  return layers.reverse().reduce((below, top) => over(top, below), rgba(getComputedStyle(document.documentElement).backgroundColor));
}
const said = new Set();
const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest('.hidden, .tile, .skip');
const name = (e) => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className}`;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !seen(element) || element.closest('svg, option, title')) continue;
  const below = background(element);
  if (!below) continue;
  const style = getComputedStyle(element);
  const a = luminance(over(rgba(style.color), below)), b = luminance(below);
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (contrast < 4.5) said.add(`contrast ${contrast.toFixed(2)} of ${name(element)} "${walker.currentNode.data.trim().slice(0, 20)}"`);
}
const least = 24;
for (const e of document.querySelectorAll('a, button, summary, input:not([type=hidden]), textarea, select')) {
  const box = e.getBoundingClientRect();
  if (!seen(e) || !box.width || e.matches('.cover-link, .row-link') || getComputedStyle(e).display === 'inline') continue;
  if (e.matches('.choice input')) continue;
  if (box.width < least - 0.5 || box.height < least - 0.5) said.add(`target ${Math.round(box.width)}x${Math.round(box.height)} of ${name(e)}`);
}
for (const e of document.querySelectorAll('input:not([type=hidden]), textarea, select'))
  if (!e.labels?.length && !e.ariaLabel) said.add(`no name: ${name(e)} ${e.name}`);
return [...said];
"""


def main():
    folder, shots = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    shots.mkdir(parents=True, exist_ok=True)
    Pages.folder, Pages.sizes = folder, sizes_of_tiles(folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    names = sys.argv[3:] or sorted(f.stem for f in folder.glob("*.html") if not f.stem.startswith("hostile"))
    driver = browser()
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    problems = []
    for name in names:
        for scheme in ("light", "dark"):
            driver.execute_cdp_cmd(
                "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
            for width, height in WIDTHS:
                driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                    "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 640})
                driver.get(f"http://127.0.0.1:{server.server_port}/gallery/{name}")
                WebDriverWait(driver, 10).until(lambda d: d.execute_script(SETTLED))
                seen = driver.execute_script(CHECKS)
                if seen["wide"] > 0:
                    problems.append(f"{name} at {width}: {seen['wide']} pixels too wide")
                if seen["shift"] > 0.001:
                    problems.append(f"{name} at {width}: layout shifted by {seen['shift']:.4f}")
                problems += [f"{name} at {width}, {scheme}: {words}" for words in driver.execute_script(ACCESS)]
                if seen["foreign"]:
                    problems.append(f"{name}: asks {seen['foreign']}")
                driver.get_screenshot_as_file(str(shots / f"{name}-{width}-{scheme}.png"))
        for entry in driver.get_log("browser"):
            if "favicon" not in entry["message"]:
                problems.append(f"{name}: {entry['message'][:300]}")
    driver.quit()
    server.shutdown()
    print("\n".join(dict.fromkeys(problems)) or "nothing to complain of")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
