#!/usr/bin/python3
"""The browser test of uploads: upload.py HOME; `BrowserTests` starts it. Prints one line for each check (report.py).

50 photos are sent, the server is killed in the middle and started again, the rest follows, everything is imported and
rolled back; then a few more by plain forms, without scripts.
"""
import hashlib
import pathlib
import random
import sys

import audit
import photos
from report import Report
from serving import Server
from session import Session

COUNT = 50
SUM = f"{COUNT} files uploaded."


def make(folder):
    """Photos of noise, which no compression makes small."""
    dice = random.Random(7)
    folder.mkdir(parents=True)
    for number in range(COUNT):
        rows = [dice.randbytes(3 * 240) for _ in range(160)]
        (folder / f"IMG_{number:04}.png").write_bytes(photos.png(240, 160, rows))
    return sorted(folder.iterdir())


def digests(files):
    return sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)


def stored(storage):
    return [file for file in (storage / "photos").rglob("*") if file.is_file()] if (storage / "photos").exists() else []


def begin(session, report):
    session.open("/imports/new")
    session.click('[name="organise"][value="flat"] + span')
    session.follow("button[formaction='/imports/uploads']")
    report.check("an upload has a page of its own", session.path.startswith("/imports/uploads/"), session.path)


def choose(session, files, selector="#upload input[name='files']"):
    session.one(selector).send_keys("\n".join(str(file) for file in files))


def upload(session, report, server, files):
    begin(session, report)
    session.cdp("Network.emulateNetworkConditions", offline=False, latency=5, downloadThroughput=-1, uploadThroughput=1_500_000)
    choose(session, files)
    count = lambda: int((session.text("#upload-words").split(" of ")[0] or "0").replace(",", "") or 0)
    session.until("some have come", lambda: 5 <= count() < COUNT)
    report.check("the page tells how far it is", f"of {COUNT} files" in session.text("#upload-words"), session.text("#upload-words"))
    server.kill()
    session.until("the page notices", lambda: "does not answer" in session.text("#upload-words"))
    report.check("a server that is away is told of", "by itself" in session.text("#upload-words"), session.text("#upload-words"))
    server.start_again()
    session.until("the rest has come", lambda: session.text("#upload-words") == SUM)
    session.cdp("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)
    session.until("the page shows them", lambda: f"{COUNT} files received" in session.text("#upload-files"))
    report.check("after its restart the rest follows by itself", True)


def bring_in(session, report, storage, files):
    session.until("the preview is there", lambda: f"Import {COUNT} photos" in session.text("#import-preview"))
    report.check("the preview says what an import does, and nothing was written", not stored(storage))
    session.follow("[data-import-button]")
    session.until("the import is complete", lambda: f"{COUNT} found = {COUNT} imported" in session.text("main"))
    report.check("every file is in the storage, byte by byte", digests(stored(storage)) == digests(files))
    report.check("nothing is left where they waited", not list((storage / ".photostead/uploads").rglob("*")))


def roll_back(session, report, storage, files):
    address = session.path
    session.follow("a[href*='confirm=rollback']")
    report.check("the page says what goes to the trash", f"{COUNT} files" in session.text("main"), session.text("main"))
    session.follow("main form[action$='/rollback'] button")
    session.open(address)
    session.until("it is rolled back", lambda: "Rolled back" in session.text("main") or session.open(address))
    report.check("the storage is as before", not stored(storage))
    session.follow("main form[action$='/restore'] button")
    session.until("everything is back", lambda: len(stored(storage)) == COUNT)
    report.check("and everything can be brought back", digests(stored(storage)) == digests(files))


def without_scripts(session, report, storage):
    begin(session, report)
    path, extra = session.path, storage.parent / "Extra"
    extra.mkdir()
    for number in range(3):
        (extra / f"PLAIN_{number}.png").write_bytes(photos.png(64, 64, [random.Random(number).randbytes(192)] * 64))
    choose(session, sorted(extra.iterdir()))
    session.follow("#upload button")
    report.check("a plain form uploads", session.path == path and "3 files received" in session.text("#upload-files"), session.text("main"))
    session.follow("[data-preview-button]")
    while session.all("#import-preview a.no-script"):
        session.follow("#import-preview a.no-script")
    session.follow("[data-import-button]")
    while "3 imported" not in session.text("main"):
        session.open(session.path)
    report.check("and imports", len(stored(storage)) == COUNT + 3)


def looks(session, phone, report, files):
    """Every state of the page on a phone and a laptop."""
    begin(session, report)
    path = session.path
    for state in ("empty", "filled"):
        for width, scheme in ((390, "light"), (1280, "dark")):
            browser = phone if width == 390 else session
            browser.size(width, scheme)
            browser.open(path)
            found, looked = audit.findings(browser)
            report.check(f"the upload, {state}, at {width} in {scheme} has no finding ({looked} texts)", not found, "; ".join(found))
        session.size(1280)
        session.open(path)
        if state == "empty":
            choose(session, files[:4])
            session.until("they have come", lambda: "4 files received" in session.text("#upload-files"))
            session.until("the preview is there", lambda: "Nothing to import" in session.text("#import-preview"))
    problems, _ = audit.by_tab(session)
    report.check("everything on the upload is reached by Tab and shows its focus", not problems, "; ".join(problems))
    session.follow(".upload-discard button")
    report.check("an upload can be discarded", session.path == "/imports" and "discarded" in session.toast("discarded"))


def main():
    home = pathlib.Path(sys.argv[1])
    report, storage, sessions = Report(), home / "Library", []
    storage.mkdir()
    files = make(home / "Device")
    with Server(home) as server:
        server.run("storage", "add", str(storage))
        try:
            with report.chapter("starting the browser"):
                sessions = [Session(server.origin), Session(server.origin, has_script=False), Session(server.origin, is_phone=True)]
            scripted, plain, phone = sessions
            with report.chapter("upload"):
                upload(scripted, report, server, files)
            with report.chapter("import"):
                bring_in(scripted, report, storage, files)
            with report.chapter("rollback"):
                roll_back(scripted, report, storage, files)
            with report.chapter("without scripts"):
                without_scripts(plain, report, storage)
            with report.chapter("looks"):
                looks(scripted, phone, report, files)
        finally:
            for session in sessions:
                session.quit()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
