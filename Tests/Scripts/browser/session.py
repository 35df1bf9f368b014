"""One headless Chromium: pages, keys, conditions to wait for, and what the browser itself complained of."""
import json
import pathlib
import time
import urllib.parse

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from report import Missed

PATIENCE = 30  # seconds after which a condition counts as missed; nothing is measured by it
HERE = pathlib.Path(__file__).resolve().parent
WATCH = (HERE / "watch.js").read_text()
AUDIT = (HERE / "audit.js").read_text()


class Session:
    def __init__(self, origin, has_script=True, is_phone=False):
        self.origin = origin.rstrip("/")
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1",
                         "--disable-background-networking", "--disable-component-update", "--no-first-run",
                         "--disable-dev-shm-usage", "--lang=en",
                         # A machine without a mouse would say that nothing can hover.
                         "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"):
            options.add_argument(argument)
        if not has_script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        if has_script:
            self.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        if is_phone:
            # Cannot be taken back: afterwards Chromium says that nothing can hover.
            self.cdp("Emulation.setTouchEmulationEnabled", enabled=True)
        self.size(390 if is_phone else 1280)
        self.addresses, self.complaints = [], []

    def cdp(self, command, **values):
        return self.driver.execute_cdp_cmd(command, values)

    def quit(self):
        self.driver.quit()

    # Looking.

    def size(self, width, scheme="light"):
        height = {390: 844, 1280: 800, 1920: 1080}[width]
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 640)
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, path):
        self.driver.get(self.origin + path)

    @property
    def path(self):
        return self.driver.current_url[len(self.origin):].split("#")[0] or "/"

    def all(self, selector, root=None):
        return (root or self.driver).find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector, root=None):
        found = self.all(selector, root)
        if not found:
            raise Missed(f"nothing on {self.path} is {selector}")
        return found[0]

    def text(self, selector):
        return " ".join(self.one(selector).text.split())

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    def until(self, what, condition):
        """The first true value of `condition`; an element that just went away counts as not yet."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if value := condition():
                    return value
            except (StaleElementReferenceException, Missed):
                pass
            if time.monotonic() > end:
                raise Missed(f"waited in vain until {what} on {self.path}")
            time.sleep(0.02)

    def see(self, selector):
        """Waits for an element that is shown."""
        return self.until(f"{selector} is shown", lambda: next((e for e in self.all(selector) if e.is_displayed()), None))

    def arrive(self, path):
        self.until(f"the page is {path}", lambda: self.path.split("?")[0] == path or self.path == path)

    def toast(self, words):
        return self.until(f"a toast says “{words}”",
                          lambda: next((e.text for e in self.all(".toast") if words in e.text), None))

    def leave(self, step):
        """Does what leads to another page and waits until that has loaded."""
        old = self.one("html")
        step()
        def is_gone():
            try:
                old.is_enabled()
                return False
            except (StaleElementReferenceException, WebDriverException):
                return True
        self.until("another page comes", is_gone)
        self.until("the page has loaded", lambda: self.run("return document.readyState") == "complete")

    def follow(self, selector):
        """Clicks a link or button and waits for the page behind it."""
        self.leave(lambda: self.click(selector))

    # Acting.

    def click(self, target):
        element = self.see(target) if isinstance(target, str) else target
        self.run("arguments[0].scrollIntoView({block: 'center', inline: 'nearest'})", element)
        element.click()

    def point(self, target):
        element = self.see(target) if isinstance(target, str) else target
        self.run("arguments[0].scrollIntoView({block: 'center', inline: 'nearest'})", element)
        ActionChains(self.driver).move_to_element(element).perform()

    def press(self, *keys):
        actions = ActionChains(self.driver)
        for key in keys:
            actions.send_keys(key)
        actions.perform()

    def chord(self, modifier, key):
        ActionChains(self.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def write(self, selector, text):
        field = self.see(selector)
        field.clear()
        # WebDriver types only characters of the basic plane.
        field.send_keys(text)
        return field

    def focused(self):
        return self.driver.switch_to.active_element

    # Pictures.

    def pictures(self):
        """Waits until every picture in sight is there; returns how many there are."""
        return self.until("the pictures are there", lambda: self.run("""
            const seen = [...document.images].filter((image) => {
              const box = image.getBoundingClientRect();
              return box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
            });
            return seen.every((image) => image.complete && image.naturalWidth > 0) && seen.length;
        """) or None) if self.run("return document.images.length") else 0

    def shoot(self, file):
        self.run("return Promise.all([...document.images].filter((i) => i.complete).map((i) => i.decode().catch(() => null))).then(() => 0)")
        file.parent.mkdir(parents=True, exist_ok=True)
        self.driver.get_screenshot_as_file(str(file))

    # What the browser saw and said since the last time.

    def collect(self):
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.addresses.append(message["params"]["request"]["url"])
        for entry in self.driver.get_log("browser"):
            if entry["level"] in ("SEVERE", "WARNING"):
                self.complaints.append(urllib.parse.unquote(entry["message"]))

    def foreign(self):
        self.collect()
        ours = (self.origin + "/", "data:", "blob:", "about:", "chrome://")
        return sorted({a for a in self.addresses if not a.startswith(ours)})
