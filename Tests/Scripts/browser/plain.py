"""The same without scripts: every action is a form, every place a link."""
import photos
from story import Story


class PlainStory(Story):
    def reads(self, sentence, name, stars):
        """A form's answer comes after the file is written; nothing to wait for."""
        found = photos.rating(self.pictures / name)
        return self.check(sentence, found == stars, f"exiftool reads {found}, not {stars}")

    def grid(self):
        s = self.see
        s.open("/photos")
        self.check("without scripts no control stands there that needs one", not [
            e for e in s.all("[data-needs-script]") if e.is_displayed()])
        s.point(self.tile("IMG_0106.jpg"))
        s.follow(self.tile("IMG_0106.jpg") + " .tile-heart")
        self.check("a heart without scripts leads back to its photo in the grid",
                   s.path == "/photos" and s.driver.current_url.endswith("#" + s.one(self.tile("IMG_0106.jpg")).get_attribute("id")),
                   s.driver.current_url)
        self.reads("and stands in the file", "2025/Lofoten/IMG_0106.jpg", 5)
        for name in ("IMG_0107.jpg", "IMG_0108.jpg"):
            s.point(self.tile(name))
            s.click(self.tile(name) + " .tile-check")
        s.follow(".bulk [value='favorite']")
        s.toast("2 photos changed")
        self.reads("a selection without scripts is written", "2025/Lofoten/IMG_0107.jpg", 5)
        s.point(self.tile("IMG_0107.jpg"))
        s.click(self.tile("IMG_0107.jpg") + " .tile-check")
        s.click(".bulk details:nth-of-type(1) summary")
        s.follow(".bulk [value='rating:4']")
        self.reads("stars for a selection without scripts are written", "2025/Lofoten/IMG_0107.jpg", 4)
        s.follow(".pager a")
        self.check("the link to more photos brings the rest", len(s.all(".tile")) == self.total - 200, len(s.all(".tile")))
        s.follow(".newer a")
        self.check("and there is a way back to the newest", s.path == "/photos" and len(s.all(".tile")) == 200, s.path)
        s.follow(".scrubber [data-year='2019']")
        self.check("a year without scripts is a page that begins there", "2019" in s.text(".month-title"), s.text(".month-title"))
        s.open("/photos")
        s.click(".chips details summary")
        s.follow(".menu[open] .menu-link[href*='video']")
        self.check("filters without scripts are links", len(s.all(".tile")) == 1)
        s.follow(".chip-clear")
        s.write("[name=q]", "panorama").submit()
        s.until("the search is there", lambda: s.path.startswith("/search"))
        self.check("the search without scripts is a form", len(s.all(".tile")) == 1, s.path)

    def photo(self):
        s, name = self.see, "2025/Lofoten/IMG_0102.jpg"
        s.open("/photos")
        s.follow(self.tile("IMG_0102.jpg") + " .tile-link")
        here = s.path
        s.click(".star:has([value='3'])")
        s.follow(".rate-form button")
        self.check("stars without scripts lead back to the photo", s.path == here and s.one(".star [value='3']").is_selected())
        self.reads("and stand in the file", name, 3)
        s.follow("[data-favorite]")
        self.reads("a heart without scripts stands in the file", name, 5)
        s.follow("[data-favorite]")
        self.reads("taken back, the tag is gone", name, None)
        s.click(".label-choice:has([value='Green'])")
        s.follow(".label-form button")
        self.check("a label without scripts is kept", s.one(".label-choice [value='Green']").is_selected())
        s.click(".in-place summary")
        s.write("[name=title]", "Morning at the <quay> & more")
        s.write("[name=description]", "Two lines\nof caption")
        s.follow(".in-place .button-primary")
        self.check("a title without scripts is kept as it was written", s.text("h1") == "Morning at the <quay> & more", s.text("h1"))
        history = s.text(".history")
        self.check("the history tells what changed", "Rating changed" in history and "Morning at the" in history, history)
        s.follow(".history .change:first-child button")
        self.check("the last change can be undone", "undone" in s.text(".history"), s.text(".history"))
        s.point(".stage-figure")
        s.follow("[data-next]")
        self.check("the next photo is a link", s.path != here and s.path.startswith("/photos/"))
        s.follow("[data-back]")
        s.arrive("/photos")

    def rest(self):
        s = self.see
        s.open("/settings")
        s.click(".segment:has([value='dark'])")
        s.follow("[data-theme-form] button")
        self.check("a theme without scripts is kept", s.one("html").get_attribute("data-theme") == "dark")
        s.click(".segment:has([value='system'])")
        s.follow("[data-theme-form] button")
        s.open("/storages")
        s.follow(".storage .cover-link")
        s.follow(".mode[value='smart']")
        def complete():
            s.driver.refresh()
            return s.text("#operation-status") == "Complete"
        s.until("reloading shows it complete", complete)
        self.check("an operation without scripts is complete by reload", True)
        s.open("/storages/new")
        s.follow(".picker-row[href*='Pictures']")
        s.follow(".new-storage-form .button-primary")
        self.check("a folder that is a storage already is refused with a reason", len(s.text(".field-problem")) > 20, s.text("main"))

    def card(self):
        s = self.see
        s.open("/imports")
        s.follow(".import-again")
        self.check("an import is made again with its settings", s.one("#source").get_attribute("value").endswith("/Card"))
        s.follow("[data-preview-button]")
        def done():
            if s.all("#import-preview[data-waiting]"):
                s.driver.refresh()
            return s.all(".preview-nothing")
        s.until("the preview is complete by reload", done)
        self.check("without scripts the preview says that nothing is new", "42 files" in s.text(".preview-nothing"), s.text("#import-preview"))
        s.open("/imports")
        s.follow(".import-row .row-link")
        s.follow(".fate-imported")
        self.check("the chips are links without scripts", len(s.all(".ledger-table tbody tr")) == 40, s.text(".ledger"))
