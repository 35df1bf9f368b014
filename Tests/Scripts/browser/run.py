#!/usr/bin/python3
"""The browser test of the main job: run.py ORIGIN HOME; `BrowserTests` starts it.

ORIGIN is a server with an empty library that may browse HOME. Prints one line for each check (report.py). With
PHOTOSTEAD_SHOTS=FOLDER it also leaves screenshots of every page there. Needs chromium, selenium, exiftool and libvips.
"""
import os
import pathlib
import sys

import audit
import pages
import photos
from plain import PlainStory
from report import Report
from session import Session
from story import Story

EXPECTED = ("/nowhere", "/photos/20000101_000000_001", "/operations/none", "/storages/none", "/photos/bulk", "/storages/new", "/imports/preview",
            "/storages ")  # addresses that were refused on purpose


def each_page(session, phone, report):
    for name, path in pages.addresses(session).items():
        every = ((390, "light"), (1280, "dark"), (390, "dark"), (1280, "light"))
        for width, scheme in every if os.environ.get("PHOTOSTEAD_SHOTS") else every[:2]:
            browser = phone if width == 390 else session
            browser.size(width, scheme)
            browser.open(path)
            browser.pictures()
            found, looked = audit.findings(browser)
            report.check(f"{name} at {width} in {scheme} has no finding ({looked} texts)", not found, "; ".join(found))
    session.size(1280)


def by_keyboard(session, report):
    session.size(1280)
    for name, path in pages.addresses(session).items():
        session.open(path)
        session.pictures()
        session.until("nothing runs any more", lambda: not session.all("[data-events]"))
        problems, order = audit.by_tab(session)
        report.check(f"everything on {name} is reached by Tab and shows its focus", not problems, "; ".join(problems))
        if name != "photo":
            report.check(f"Tab on {name} begins with the way to the content", order[:1] and "Skip to content" in order[0], order[:2])


def main():
    origin, home = sys.argv[1], pathlib.Path(sys.argv[2])
    report = Report()
    with report.chapter("making the photos"):
        total, _ = photos.household(home / "Pictures")
        photos.archive(home / "Archive", 1500)
        photos.card(home / "Card", home / "Pictures")
    scripted = plain = phone = None
    try:
        with report.chapter("starting the browser"):
            scripted = Session(origin)
        story = Story(scripted, report, home, total)
        for chapter in (story.bring_in, story.grid, story.damaged, story.photo, story.keys_in_the_grid, story.bulk, story.find,
                        story.favorites, story.box, story.storages, story.settings, story.away):
            with report.chapter(chapter.__name__.replace("_", " ")):
                chapter()
        with report.chapter("without scripts"):
            plain = Session(origin, has_script=False)
            story = PlainStory(plain, report, home, total)
        for chapter in (story.grid, story.photo, story.rest):
            with report.chapter("without scripts: " + chapter.__name__):
                chapter()
        story = Story(scripted, report, home, total)
        with report.chapter("card"):
            story.card()
        with report.chapter("without scripts: card"):
            PlainStory(plain, report, home, total).card()
        with report.chapter("audit"):
            phone = Session(origin, is_phone=True)
            each_page(scripted, phone, report)
        with report.chapter("keyboard"):
            by_keyboard(scripted, report)
        story = Story(scripted, report, home, total)
        for chapter in (story.back, story.taken_back, story.errors):
            with report.chapter(chapter.__name__):
                chapter()
        # The picture of the broken file is asked for until the first answer says that there is none.
        broken = pages.addresses(scripted)["photo-broken"].split("?")[0]
        unknown = (f"{broken}/grid",)
        for session in (scripted, plain, phone):
            foreign = session.foreign()
            report.check(f"no request leaves the machine ({len(session.addresses)} were made)", not foreign, foreign)
            complaints = [c for c in session.complaints if not any(path in c for path in EXPECTED + unknown)]
            report.check("the browser complains of nothing", not complaints, complaints)
        if folder := os.environ.get("PHOTOSTEAD_SHOTS"):
            with report.chapter("pictures of every page"):
                pages.pictures(scripted, phone, pathlib.Path(folder))
    finally:
        for session in (scripted, plain, phone):
            if session:
                session.quit()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
