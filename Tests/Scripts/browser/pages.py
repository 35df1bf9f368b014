"""Every kind of page, for the audit and the pictures of it."""


def addresses(session):
    """Name and path of each; the library is filled."""
    def one(path, selector, attribute="href"):
        session.open(path)
        found = session.all(selector)
        return found[0].get_attribute(attribute).removeprefix(session.origin) if found else None
    latest = one("/imports", ".import-row .row-link")
    listed = {
        "dashboard": "/", "library": "/photos", "favorites": "/favorites", "search": "/search?q=lofoten",
        "search-nothing": "/search?q=nothinglikethis", "no-match": "/photos?year=2021&rating=5",
        "one-photo": "/search?q=reine", "film-only": "/photos?type=video", "storages": "/storages",
        "storage-new": "/storages/new", "operations": "/operations", "settings": "/settings", "not-found": "/nowhere",
        "imports": "/imports", "import-new": "/imports/new", "import": latest,
        "import-rollback": latest and latest + "?confirm=rollback", "import-duplicates": latest and latest + "?show=duplicate",
        "import-again": one("/imports", ".import-again"),
        "photo": one("/search?q=reine", ".tile-link"), "photo-film": one("/photos?type=video", ".tile-link"),
        "photo-panorama": one("/search?q=panorama", ".tile-link"), "photo-tower": one("/search?q=tower", ".tile-link"),
        "photo-hostile": one("/search?q=onerror", ".tile-link") or one("/search?q=alert", ".tile-link"),
        "photo-broken": one("/search?q=broken", ".tile-link"), "photo-long": one("/search?q=somebody", ".tile-link"),
        "storage": one("/storages", ".cover-link"), "operation": one("/operations", "tr:last-child .row-link"),
    }
    return {name: path for name, path in listed.items() if path}


def pictures(session, phone, folder):
    """Screenshots of every page at three widths in light and dark."""
    for name, path in addresses(session).items():
        for scheme in ("light", "dark"):
            for width, browser in ((390, phone), (1280, session), (1920, session)):
                browser.size(width, scheme)
                browser.open(path)
                browser.pictures()
                browser.shoot(folder / f"{name}-{width}-{scheme}.png")
    session.size(1280)
