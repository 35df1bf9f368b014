"""What a new user does, with scripts on: from a folder of photos to a rated favourite."""
import re

from selenium.webdriver.common.keys import Keys

import photos

ROWS = """
return [...document.querySelectorAll(".month .tiles")].flatMap((list) => {
  const rows = new Map();
  for (const tile of list.children) {
    const box = tile.getBoundingClientRect();
    const top = Math.round(box.top);
    rows.set(top, [...(rows.get(top) ?? []), box]);
  }
  const edge = list.getBoundingClientRect().right;
  const all = [...rows.values()];
  return all.map((row, at) => ({
    heights: Math.max(...row.map((box) => box.height)) - Math.min(...row.map((box) => box.height)),
    height: row[0].height, gap: edge - Math.max(...row.map((box) => box.right)), isLast: at === all.length - 1,
  }));
});
"""


class Story:
    def __init__(self, session, report, home, total):
        self.see, self.report, self.home, self.total = session, report, home, total
        self.pictures = home / "Pictures"

    def check(self, sentence, holds, why=""):
        return self.report.check(sentence, holds, why)

    def stands(self, sentence, name, stars):
        """Waits until another program reads so many stars in a file."""
        file = self.pictures / name
        try:
            self.see.until("the rating stands in the file", lambda: photos.rating(file) == stars or None)
        except Exception:
            return self.check(sentence, False, f"exiftool reads {photos.rating(file)}, not {stars}")
        return self.check(sentence, True)

    def tile(self, name):
        return f'.tile:has([data-name="{name}"], [alt^="{name}"])'

    def rating_of(self, name):
        return int(self.see.one(self.tile(name)).get_attribute("data-rating"))

    # Chapters.

    def bring_in(self):
        s = self.see
        s.open("/")
        self.check("an empty library welcomes", s.text("h1") == "Bring your photos home")
        s.write("#path", str(self.home / "Nowhere"))
        s.follow(".welcome-form button")
        self.check("a folder that is not there is refused with a sentence at its field",
                   "Nowhere" in s.one("#path").get_attribute("value") and s.one("#path").get_attribute("aria-invalid") == "true"
                   and len(s.text(".field-problem")) > 20, s.text("main"))
        s.open("/")
        s.write("#path", str(self.pictures))
        s.follow(".welcome-form button")
        self.check("adding a folder leads to its operation", s.path.startswith("/operations/"), s.path)
        s.toast("Pictures was added")
        s.until("the index is complete", lambda: s.text("#operation-status") == "Complete")
        told = s.run("return JSON.parse(sessionStorage.getItem('told') ?? '[]')")
        self.check("the page was told of it until the end by the stream of events",
                   [kind for kind, _ in told][-1:] == ["end"] and told[-1][1]["status"] == "complete", [k for k, _ in told])
        fates = {s.text(f".fate:nth-child({n}) .fate-word"): int(s.text(f".fate:nth-child({n}) .fate-count"))
                 for n in range(1, 1 + len(s.all(".fate")))}
        self.check("the fates of the files add up", sum(fates.values()) == told[-1][1]["processed"] if told else False, fates)
        self.check("the broken file is listed with its reason",
                   any("broken.jpg" in row.text and "Damaged" in row.text for row in s.all("tbody tr")), s.text("main"))
        s.follow(".operation-next a")
        s.arrive("/photos")

    def grid(self):
        s = self.see
        s.open("/photos")
        self.check("the grid shows pictures while thumbnails are being made", s.pictures() > 3)
        shifts = s.run("return window.shifts")
        self.check("nothing moves while thumbnails arrive", sum(value for value, _ in shifts) < 0.001, shifts[:3])
        self.check("the newest month stands first", s.text(".month-title") == "September 2025", s.text(".month-title"))
        self.check("the head counts the photos", s.text(".page-title .numbers") == f"{self.total} photos and videos", s.text(".page-title"))
        rows = s.run(ROWS)
        full = [row for row in rows if not row["isLast"]]
        self.check("every row has one height", all(row["heights"] < 1 for row in rows), rows[:4])
        # A row whose next picture is too wide for it stops growing at 1.7 times the usual height.
        ragged = [row for row in full if abs(row["gap"]) >= 1 and row["height"] < 330]
        self.check("full rows end at one edge", not ragged, ragged)
        self.check("rows are of the designed height", all(130 < row["height"] < 335 for row in full),
                   [row for row in full if not 130 < row["height"] < 335])
        self.check("the first page holds 200 photos and a link to more", len(s.all(".tile")) == 200 and s.all("[data-more]"))
        def on():
            s.run("if (!document.querySelector('[data-grid]').matches('[aria-busy]')) scrollBy(0, 500)")
            return len(s.all(".tile")) == self.total
        s.until("all photos are loaded", on)
        self.check("scrolling brings the rest, each photo once",
                   len({t.get_attribute("data-id") for t in s.all(".tile")}) == self.total and not s.all("[data-more]"))
        s.run("scrollTo(0, document.documentElement.scrollHeight)")
        s.pictures()
        shifts = s.run("return window.shifts")
        self.check("nothing moves while more photos arrive", sum(value for value, _ in shifts) < 0.001, shifts[:3])
        s.click(".scrubber [data-year='2021']")
        s.until("2021 is in sight", lambda: s.run(
            "const box = document.querySelector('[data-month$=\" 2021\"]').getBoundingClientRect(); return box.top > -5 && box.top < 200"))
        top = s.run("return [...document.querySelectorAll('.month-title')].filter((t) => Math.abs(t.getBoundingClientRect().top - 56) < 2).length")
        self.check("the years lead to their months, whose heading sticks", top >= 1, top)
        self.check("and the keyboard goes on there", s.run("return document.activeElement.closest('.month')?.dataset.month").endswith("2021"))

    def damaged(self):
        s = self.see
        s.open("/photos?year=2025")
        s.until("the broken photo is shown as a file", lambda: s.run("""
            const tile = [...document.querySelectorAll(".tile")].find((tile) => tile.textContent.includes("broken.jpg"));
            tile?.scrollIntoView();
            return tile && !tile.querySelector("img");
        """) or s.driver.refresh())
        self.check("a photo without a picture is shown by its name", True)
        s.follow('.tile-link[aria-label*="broken.jpg"]')
        self.check("its page tells why", "damaged" in s.text(".panel").lower() and not s.all("img.stage-picture"), s.text(".panel"))
        self.check("the neighbours' strip has no broken picture", s.run(
            "return [...document.querySelectorAll('.strip img')].every((image) => !image.complete || image.naturalWidth > 0)"))

    def photo(self):
        s, name = self.see, photos.TITLED
        s.open("/photos")
        s.follow('.tile:has([alt^="Evening over Reine"]) .tile-link')
        self.check("a photo's page is headed by its title", s.text("h1") == "Evening over Reine", s.text("h1"))
        s.pictures()
        panel = s.text(".panel")
        self.check("it tells camera, place, size and file", all(w in panel for w in ("seen on the first day", "Google Pixel 7", "1/500 s", "ISO", "°", "IMG_0101.jpg")), panel)
        s.click("[data-favorite]")
        s.until("the heart is full", lambda: s.one("[data-favorite]").get_attribute("aria-pressed") == "true")
        self.stands("a click on the heart writes five stars into the file", name, 5)
        s.click(".star:nth-of-type(5)")
        self.stands("a click on the fourth star writes four", name, 4)
        self.check("four stars are no favourite", s.one("[data-favorite]").get_attribute("aria-pressed") == "false")
        s.click(".stage-title")
        s.press("2")
        self.stands("the key 2 writes two stars", name, 2)
        s.until("the history offers to undo it", lambda: "from 4 to 2" in s.text("#photo-history") and "Undo" in s.text("#photo-history"))
        s.press("0")
        self.stands("the key 0 takes the tag out of the file", name, None)
        s.press("s")
        self.stands("the key S makes a favourite", name, 5)
        s.press("s")
        self.stands("the key S takes it back, and the tag is gone", name, None)
        s.press("i")
        s.until("the panel is closed", lambda: not s.one(".panel").is_displayed())
        s.press("i")
        self.check("the key I hides and shows the information", s.see(".panel").is_displayed())
        s.press("z")
        s.until("the original is shown", lambda: s.run("""
            const image = document.querySelector("img.stage-picture");
            return image.closest(".is-zoomed") && image.src.endsWith("/original") && image.complete && image.naturalWidth > 0;"""))
        s.press(Keys.ESCAPE)
        self.check("the key Z shows full size and Esc ends it", not s.all(".is-zoomed") and "/photos/" in s.path)
        here = s.path
        s.leave(lambda: s.press(Keys.ARROW_RIGHT))
        there = s.path
        s.leave(lambda: s.press(Keys.ARROW_LEFT))
        self.check("arrows lead to the next photo and back", there != here == s.path, f"{here} {there} {s.path}")
        s.press("?")
        self.check("? lists the keys", "Full size" in s.see("dialog").text)
        s.press(Keys.ESCAPE)
        s.until("the list is closed", lambda: not s.all("dialog"))
        self.check("Esc closes the list alone", s.path == here)
        s.leave(lambda: s.press(Keys.ESCAPE))
        self.check("Esc leads back to the grid", s.path == "/photos", s.path)
        seen = here.split("?")[0].removeprefix("/photos/")
        s.until("the photo seen last has the focus", lambda: s.run(
            "return document.activeElement.closest('.tile')?.dataset.id") == seen)

    def keys_in_the_grid(self):
        s = self.see
        s.open("/photos?storage=" + self.storage())
        names = lambda: [i.get_attribute("alt") for i in s.all(".tile img")]
        current = lambda: s.run("return [...document.querySelectorAll('.tile')].findIndex((t) => t.contains(document.activeElement))")
        s.press(Keys.ARROW_RIGHT)
        self.check("an arrow enters the grid", current() == 0, current())
        s.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        self.check("arrows move by one", current() == 2, current())
        s.press(Keys.ARROW_DOWN)
        below = current()
        s.press(Keys.ARROW_UP)
        self.check("arrows move by a row", below > 3 and current() == 2, f"{below} {current()}")
        s.press(Keys.END)
        last = current()
        s.press(Keys.HOME)
        self.check("End and Home reach the ends", last >= 199 and current() == 0, f"{last} {current()}")
        s.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        name = re.match(r"IMG_\d+.jpg", names()[3])
        name = "2025/Lofoten/" + name[0] if name else ""
        s.press("4")
        self.stands("a digit on a tile gives stars", name, 4)
        s.press("s")
        self.stands("S on a tile makes a favourite", name, 5)
        s.press("s")
        self.stands("S again takes the tag out", name, None)
        s.press("x", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        s.chord(Keys.SHIFT, "x")
        self.check("X and Shift X select a range", s.see(".bulk") and s.run("return document.querySelectorAll('.tile-check:checked').length") == 3)
        ids = [t.get_attribute("data-id") for t in s.all(".tile:has(.tile-check:checked)")]
        s.press("s")
        s.toast("3 photos changed")
        chosen = [re.match(r"IMG_\d+.jpg", i.get_attribute("alt")) for i in s.all(".tile:nth-child(n+4):nth-child(-n+6) img")[:3]]
        self.check("S makes favourites of a selection and clears it",
                   all(s.one(f'[data-id="{i}"]').get_attribute("data-rating") == "5" for i in ids) and not s.all(".tile-check:checked"))
        for match in chosen:
            if match:
                self.stands(f"the favourite stands in {match[0]}", f"2025/Lofoten/{match[0]}", 5)
        s.press("x", Keys.ESCAPE)
        self.check("Esc clears the selection", not s.all(".tile-check:checked"))
        self.bar_by_keyboard()
        s.press("?")
        self.check("? lists the keys of the grid", "Select up to here" in s.see("dialog").text)
        s.press(Keys.ESCAPE)
        s.until("the list is closed", lambda: not s.all("dialog"))
        here = s.path
        s.leave(lambda: s.press(Keys.ENTER))
        self.check("Enter opens the photo", re.match(r"/photos/\d", s.path), s.path)
        s.leave(lambda: s.press(Keys.ESCAPE))
        s.arrive(here)

    def bar_by_keyboard(self):
        """From a selected tile by Tab into the bar, through its menu, and back."""
        s = self.see
        where = lambda: s.run("return document.activeElement.textContent.trim() || document.activeElement.className")
        here = s.run("return document.activeElement.closest('.tile').dataset.id")
        s.press("x")
        for _ in range(8):
            if where() == "Stars":
                break
            s.press(Keys.TAB)
        s.press(Keys.ENTER, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
        s.toast("1 photo changed")
        self.check("the bar and its menus work by Tab, arrows and Enter",
                   s.one(f'[data-id="{here}"]').get_attribute("data-rating") == "4", where())
        self.check("after it the focus is back on the photo",
                   s.run("return document.activeElement.closest('.tile')?.dataset.id") == here, where())
        s.press("0")
        s.until("the stars are gone", lambda: s.one(f'[data-id="{here}"]').get_attribute("data-rating") == "0")

    def bulk(self):
        s, rated = self.see, photos.RATED
        s.open("/photos")
        self.check("stars of another program are shown", self.rating_of("IMG_0103.jpg") == 3)
        for name in ("IMG_0103.jpg", "IMG_0104.jpg"):
            s.point(self.tile(name))
            s.click(self.tile(name) + " .tile-check")
        self.check("the bar counts the selection", s.run(
            "return document.querySelector('[data-selected-count]').textContent") == "2 selected")
        s.click(".bulk details:nth-of-type(1) summary")
        s.click(".bulk [value='rating:2']")
        s.toast("2 photos changed")
        self.stands("stars for a selection stand in the file", rated, 2)
        self.check("and on the tile", self.rating_of("IMG_0103.jpg") == 2, self.rating_of("IMG_0103.jpg"))
        s.point(self.tile("IMG_0103.jpg"))
        s.click(self.tile("IMG_0103.jpg") + " .tile-check")
        s.click(".bulk details:nth-of-type(2) summary")
        s.click(".bulk [value='label:Red']")
        s.toast("1 photo changed")
        s.open("/photos")
        self.check("a label for a selection is kept", s.all(self.tile("IMG_0103.jpg") + " .label-red"))
        s.point(self.tile("IMG_0104.jpg"))
        s.click(self.tile("IMG_0104.jpg") + " .tile-check")
        s.click(".bulk [value='unfavorite']")
        s.toast("None of these photos is a favorite")
        self.stands("taking a photo out of the favorites leaves its two stars", "2025/Lofoten/IMG_0104.jpg", 2)
        s.point(self.tile("IMG_0105.jpg"))
        s.click(self.tile("IMG_0105.jpg") + " .tile-heart")
        was = self.rating_of("IMG_0105.jpg")
        self.stands("a click on a tile's heart reaches the file", "2025/Lofoten/IMG_0105.jpg", 5 if was == 5 else None)

    def find(self):
        s = self.see
        s.open("/photos")
        s.press("/")
        self.check("/ leads to the search", s.focused().get_attribute("name") == "q")
        s.press("lofoten")
        s.leave(lambda: s.press(Keys.ENTER))
        found = s.text(".page-title .numbers") if s.all(".page-title .numbers") else ""
        self.check("words of folders and titles are found", found == "16 photos and videos", f"{s.path}: {found}")
        s.open("/search?q=reine")
        self.check("a title is found", len(s.all(".tile")) == 1)
        s.open("/search?q=nothinglikethis")
        self.check("nothing found is said with a way out", "nothinglikethis" in s.text(".empty") and s.all(".empty a"))
        s.open("/photos")
        s.click(".chips details summary")
        s.follow(".menu[open] .menu-link[href*='video']")
        self.check("the filter for videos leaves the film", len(s.all(".tile")) == 1 and ":" in s.text(".tile-badge"), s.path)
        s.follow(".tile-link")
        self.check("a film's page plays it", s.until("the film is ready", lambda: s.run(
            "return document.querySelector('video')?.readyState >= 1")))
        s.open("/photos?year=2021&rating=5")
        self.check("filters without a photo say so", "No photo matches" in s.text(".empty"), s.text("main"))

    def favorites(self):
        s = self.see
        s.open("/favorites")
        before = [t.get_attribute("data-id") for t in s.all(".tile")]
        self.check("the favorites are all there", len(before) >= 3 and all(t.get_attribute("data-rating") == "5" for t in s.all(".tile")))
        name = re.match(r"IMG_\d+.jpg", s.one(".tile img").get_attribute("alt"))[0]
        s.point(".tile")
        s.click(".tile .tile-heart")
        self.stands("a heart taken back on the favorites page leaves the file", f"2025/Lofoten/{name}", None)
        s.open("/favorites")
        self.check("and the photo leaves the page", [t.get_attribute("data-id") for t in s.all(".tile")] == before[1:])

    def storage(self):
        """The identifier of the storage Pictures."""
        return self.see.run("return fetch('/api/storages').then((a) => a.json()).then((l) => l.items.find((s) => s.name.startsWith('Pictures')).uuid)")

    def storages(self):
        s = self.see
        s.open("/storages")
        s.follow(".storage .cover-link")
        self.check("a storage tells its figures", str(self.total) in s.text(".stats") and s.text(".state") == "Online", s.text("main"))
        s.write("#name", "Pictures of home")
        s.follow("form[action$='/edit'] button, .form-card button")
        s.toast("was changed")
        self.check("a storage can be renamed", s.text("h1") == "Pictures of home", s.text("h1"))
        s.follow(".mode[value='smart']")
        s.until("it is indexed again", lambda: s.text("#operation-status") == "Complete")
        self.check("indexing again finds nothing new", "0 files could not" not in s.text("main"))
        s.open("/operations")
        rows = s.text("tbody")
        self.check("operations are listed", "Index" in rows and "Re-index" in rows and "Complete" in rows, rows)

    def settings(self):
        s = self.see
        s.open("/settings")
        theme = lambda: s.run("return document.documentElement.dataset.theme ?? 'system'")
        ground = lambda: s.run("return getComputedStyle(document.documentElement).backgroundColor")
        lights = ground()
        s.click(".segment:has([value='dark'])")
        s.until("it is dark", lambda: theme() == "dark" and ground() != lights)
        s.open("/photos")
        self.check("a theme is kept", theme() == "dark")
        s.open("/settings")
        s.click(".segment:has([value='light'])")
        s.until("it is light", lambda: theme() == "light" and ground() == lights)
        s.click(".segment:has([value='system'])")
        s.until("it is as the system", lambda: theme() == "system")
        self.check("light, dark and the system's theme can be chosen", True)
        s.follow("form:has(.quiet) .button")
        self.check("the cache can be cleaned", s.toast("removed"))
        s.run("window.isOld = true; import('/public/js/toast.js').then((notes) => {"
              " notes.toast('Said before'); notes.reloadWithToasts(); })")
        s.until("the page is loaded anew", lambda: s.run("return !window.isOld && document.readyState == 'complete'"))
        self.check("what a page said outlives its reload", s.toast("Said before"))

    def box(self):
        """A second folder by the picker: paused, resumed, removed."""
        s = self.see
        s.open("/storages/new")
        s.follow(".picker-row[href*='Archive']")
        self.check("the picker fills in the folder", s.one("#path").get_attribute("value").endswith("/Archive"))
        self.check("and shows what lies inside", "Box 12" in s.text(".picker-list"))
        s.write("#name", "Boxes")
        s.run("sessionStorage.removeItem('told')")
        s.follow(".new-storage-form .button-primary")
        pause = s.all("form[action$='/pause'] button")
        if pause:
            s.leave(pause[0].click)
            s.until("it is paused or done", lambda: s.text("#operation-status") in ("Paused", "Complete"))
            if s.text("#operation-status") == "Paused":
                self.check("an operation can be paused", s.all("form[action$='/resume'] button"))
                s.follow("form[action$='/resume'] button")
        s.until("the archive is indexed", lambda: s.text("#operation-status") == "Complete")
        told = s.run("return JSON.parse(sessionStorage.getItem('told') ?? '[]')")
        counts = {operation["processed"] for _, operation in told}
        self.check("its figures moved live", len(counts) > 1, counts)
        s.open("/storages")
        s.follow(".storage:has([title$='/Archive']) .cover-link")
        s.follow(".remove a")
        self.check("removing asks first and names what is lost", "Keep" in s.text("main"), s.text("main"))
        s.follow(".question button, .confirm-page button")
        s.toast("was removed")
        self.check("a storage can be removed, its files stay", len(s.all(".storage")) == 1
                   and (self.home / "Archive/Box 1").is_dir())

    def card(self):
        """A card by the picker: previewed, imported, looked through."""
        s = self.see
        s.open("/storages")
        s.until("the storage is there", lambda: s.text(".state") == "Online" or s.driver.refresh())
        s.open("/imports")
        self.check("without an import the page leads to the first", s.one(".empty .button").is_displayed())
        s.follow(".empty .button")
        s.click(".picker-row[href*='Card']")
        s.until("the source is filled in", lambda: s.one("#source").get_attribute("value").endswith("/Card"))
        self.check("folders are browsed without leaving the form", "DCIM" in s.text(".picker-list") and s.path == "/imports/new", s.path)
        s.click("[data-preview-button]")
        s.until("the preview is there", lambda: s.all("[data-import-button]"))
        self.check("the preview counts what is new", s.text("[data-import-button]") == "Import 40 photos", s.text("#import-preview"))
        self.check("and what the library has", "2" in s.text(".sum-duplicate"), s.text("#import-preview"))
        s.click(".choice:has([value='template'])")
        s.write("#template", "{year}/{yeer}")
        s.click("[data-preview-button]")
        s.until("the template is refused", lambda: s.all("#template[aria-invalid]"))
        self.check("a wrong template is refused at its field", "{yeer}" in s.text("#template-problem"), s.text("#import"))
        s.click(".choice:has([value='flat'])")
        s.until("the preview follows", lambda: "goes to photos/ scan-00000.png" in s.text("[aria-label='Where the first files go']") and s.all("[data-import-button]:enabled"))
        self.check("the preview follows what is chosen", not s.all("#template-problem"))
        s.follow("[data-import-button]")
        self.check("importing leads to its page", s.path.startswith("/imports/"), s.path)
        s.until("the import is complete", lambda: s.text("#import-status") == "Complete")
        self.check("the sums add up", s.text(".ledger-sum") == "43 found = 40 imported + 2 duplicate + 1 ignored", s.text(".ledger"))
        self.check("the files lie in the storage", len(list((self.pictures / "photos").glob("scan-*.png"))) == 40)
        s.follow(".fate-duplicate")
        self.check("a chip shows the files of one fate", len(s.all(".ledger-table tbody tr")) == 2, s.text(".ledger"))
        s.follow(".operation-next a")
        self.check("its photos are a filter of the grid", s.text(".page-title .numbers") == "40 photos and videos", s.text(".page-title"))

    def away(self):
        """A drive goes away and comes back; the server looks for it every few seconds."""
        s, gone = self.see, self.home / "Gone"
        self.pictures.rename(gone)
        try:
            s.open("/storages")
            self.check("a folder that went away is said to be offline", s.text(".state") == "Offline", s.text("main"))
            s.open("/")
            self.check("the dashboard tells it first", "is away" in s.text(".banner"), s.text("main"))
            s.open("/photos")
            self.check("its photos stay in the grid, with pictures", s.pictures() > 3 and "Offline" in s.text(".tile"))
            s.follow(self.tile("IMG_0118.jpg") + " .tile-link")
            self.check("a photo's page shows what there is of it", s.pictures() > 1 and "Its drive is away" in s.text(".panel"))
            s.press("4")
            s.toast("when its drive is back")
        finally:
            gone.rename(self.pictures)

    def back(self):
        self.see.open("/storages")
        self.see.until("it is back", lambda: self.see.text(".state") == "Online" or self.see.driver.refresh())
        self.stands("what was rated meanwhile is written when it is back", "2025/Garden/IMG_0118.jpg", 4)

    def taken_back(self):
        """An import goes to the trash after a look at what that does, and comes back."""
        s, folder = self.see, self.pictures / "photos"
        s.open("/imports")
        s.follow(".import-row:last-child .row-link")
        s.follow("a.button-danger")
        self.check("rolling back asks first and names what goes", s.text("button.button-danger") == "Move 40 files to the trash", s.text("main"))
        s.follow("button.button-danger")
        s.until("it is rolled back", lambda: s.text("#import-status") == "Rolled back")
        self.check("its files have left the folder", not list(folder.glob("scan-*.png")))
        s.follow("form[action$='/restore'] button")
        s.until("it is back", lambda: s.text("#import-status") == "Complete")
        self.check("restored, they lie where they lay", len(list(folder.glob("scan-*.png"))) == 40)

    def errors(self):
        s = self.see
        for path, words in (("/nowhere", "does not exist"), ("/photos/20000101_000000_001", "no photo"),
                            ("/operations/none", ""), ("/storages/none", "")):
            s.open(path)
            self.check(f"{path} is answered by a page with a way out", s.one(".error-page a").is_displayed() and words in s.text("main"), s.text("main"))
        status, words = s.run("""return fetch("/photos/bulk", {method: "POST", body: new URLSearchParams({csrf_token: "wrong", action: "favorite"})})
            .then(async (answer) => [answer.status, await answer.text()])""")
        self.check("a form with a wrong token is refused with a page that says why", status == 403 and "too old" in words, status)
