"""Every route: pages, files, forms and the JSON API, rightly and wrongly asked."""
import json
import urllib.parse

NOBODY = "00000000-0000-4000-8000-000000000000"
NO_PHOTO = "20010101_000000_000"


def play(stage, photos):
    world = World(stage, photos)
    stage.transcript.heading("Pages")
    _pages(stage, world)
    stage.transcript.heading("Files")
    _files(stage, world)
    stage.transcript.heading("JSON API: reading")
    _reading(stage, world)
    stage.transcript.heading("JSON API: changing")
    _changing(stage, world)
    _importing(stage, world)
    stage.transcript.heading("Forms")
    _photo_forms(stage, world)
    _storage_forms(stage, world)
    _import_forms(stage, world)
    _other_forms(stage, world)
    stage.transcript.heading("Refused")
    _refused(stage, world)
    stage.transcript.heading("Pages at the end")
    for path in ("/", "/photos", "/favorites", "/imports", "/storages", "/operations", "/settings"):
        stage.page(path)


class World:
    """The ids of what stands in the library."""

    def __init__(self, stage, photos):
        self.photos = photos
        self.alpha, self.beta = stage.storage("Alpha"), stage.storage("Beta")
        items = json.loads(stage.request("GET", "/api/photos?limit=1000")[2])["items"]
        self.ids = sorted(item["id"] for item in items if item["media_type"] == "photo")
        self.film = next(item["id"] for item in items if item["media_type"] == "video")
        self.hash = items[0]["picture_hash"]
        self.sessions = [str(value["session_id"]) for value in stage.values("import", "list")]
        self.operations = stage.values("operation", "list")


def _pages(stage, world):
    photo, other = world.ids[0], world.ids[-1]
    for path in (
        "/", "/photos", "/photos?type=video", "/photos?type=photo&rating=3", "/photos?year=2020", "/photos?year=0",
        "/photos?favorites=1", f"/photos?storage={world.alpha}", "/photos?storage=nobody", "/photos?q=lake",
        f"/photos?import={world.sessions[-1]}", "/photos?until=2020", "/photos?after=nonsense", f"/photos?year=x&type=y",
        f"/photos/{photo}", f"/photos/{other}?year=2020", f"/photos/{other}?tags=1", f"/photos/{world.film}",
        f"/photos/{NO_PHOTO}", "/photos/nonsense", "/favorites", "/search", "/search?q=hut", "/search?q=%3Cb%3E",
        f"/search?q={world.hash}", f"/lookup/{world.hash}", "/lookup/" + "0" * 64, "/lookup/nonsense",
        "/storages", "/storages/new", "/storages/new?folder=/x&name=y", "/storages/new?root=home",
        "/storages/new?root=home&path=..", "/storages/discovery", f"/storages/{world.alpha}",
        f"/storages/{world.alpha}?confirm=removal", f"/storages/{world.alpha}/statistics",
        f"/storages/{world.alpha}/backup", f"/storages/{world.alpha}/conflicts",
        f"/storages/{world.alpha}/conflicts?type=orphan_file", f"/storages/{world.alpha}/conflicts?type=nonsense",
        f"/storages/{world.beta}/lock", f"/storages/{NOBODY}", f"/storages/{NOBODY}/conflicts",
        f"/storages/{NOBODY}/lock", f"/storages/{NOBODY}/statistics", f"/storages/{NOBODY}/backup",
        "/imports", "/imports?state=complete", f"/imports?storage={world.beta}", "/imports?after=3", "/imports/new",
        "/imports/new?root=home", f"/imports/new?again={world.sessions[-1]}", "/imports/new?again=9876",
        "/imports/new?preview=nonsense", "/imports/9876", "/imports/uploads/" + NOBODY, "/operations",
        f"/operations?after={world.operations[3]['operation_id']}", f"/operations/{NOBODY}", "/settings", "/healthz",
        "/nonsense", "/albums", "/trash",
    ):
        stage.page(path)
    for session in world.sessions:
        for query in ("", "?show=imported", "?show=duplicate", "?show=questions", "?show=waiting", "?confirm=rollback"):
            stage.page(f"/imports/{session}{query}")
    seen = set()
    for operation in world.operations:
        kind = operation["operation_type"], operation["status"]
        if kind not in seen:
            seen.add(kind)
            stage.page(f"/operations/{operation['operation_id']}")


def _files(stage, world):
    for photo in (world.ids[0], world.ids[3], world.film):
        for file in ("thumbnail", "grid", "preview", "original"):
            stage.page(f"/photos/{photo}/{file}")
    photo = world.ids[0]
    stage.ask("GET", f"/photos/{photo}/original", headers={"Range": "bytes=0-9"}, note=" first bytes")
    stage.ask("GET", f"/photos/{photo}/original", headers={"Range": "bytes=999999-"}, note=" beyond the end")
    stage.ask("GET", f"/photos/{photo}/original?download=1")
    stage.ask("HEAD", f"/photos/{photo}/original")
    stage.page(f"/photos/{photo}/nonsense")
    stage.page(f"/photos/{NO_PHOTO}/thumbnail")
    stage.page(f"/operations/{world.operations[0]['operation_id']}/events")
    stage.page(f"/operations/{NOBODY}/events")
    for name in ("icons/favicon.svg", "nonsense.css", "../Package.swift"):
        stage.page("/public/" + name)


def _reading(stage, world):
    def listed(content):
        """Methods and paths alone: what is said about each may grow."""
        paths = json.loads(content)["paths"]
        return "\n".join(sorted(f"{method.upper()} {path}" for path, methods in paths.items() for method in methods))

    stage.api("GET", "/api/openapi.json", show=listed)
    photo, session = world.ids[0], world.sessions[-1]
    operation = world.operations[0]["operation_id"]
    for path in (
        "/api/storages", "/api/photos", "/api/photos?limit=2", "/api/photos?limit=0", "/api/photos?limit=many",
        "/api/photos?after=nonsense", "/api/photos?type=video", "/api/photos?year=2020&rating=1", "/api/photos?q=lake",
        "/api/photos?favorites=1", f"/api/photos?storage={world.beta}", f"/api/photos?import={session}",
        f"/api/photos/{photo}", f"/api/photos/{NO_PHOTO}", "/api/photos/nonsense", "/api/photos/favorites",
        f"/api/lookup/{world.hash}", "/api/lookup/" + "0" * 32, "/api/lookup/nonsense", "/api/operations",
        f"/api/operations/{operation}", f"/api/operations/{NOBODY}", "/api/imports", f"/api/imports/{session}",
        "/api/imports/9876", f"/api/imports/{session}/files", f"/api/imports/{session}/files?limit=1",
        f"/api/imports/{session}/files?fate=duplicate", f"/api/imports/{session}/files?fate=nonsense",
        f"/api/imports/{session}/files?state=questions", f"/api/imports/{session}/files?state=nonsense",
        f"/api/imports/{session}/rollback", "/api/imports/9876/rollback", "/api/imports/uploads/" + NOBODY,
        f"/api/storages/{world.alpha}/conflicts", f"/api/storages/{world.alpha}/conflicts?type=orphan_file&limit=1",
        f"/api/storages/{world.alpha}/conflicts?type=nonsense", f"/api/storages/{NOBODY}/conflicts",
        f"/api/storages/{world.alpha}/lock", f"/api/storages/{NOBODY}/lock", "/api/storages/discovery", "/api/nonsense",
    ):
        stage.api("GET", path)
    first = stage.api("GET", "/api/photos?limit=3")
    if first and first.get("next"):
        stage.api("GET", "/api/photos?limit=3&after=" + urllib.parse.quote(first["next"]))


def _changing(stage, world):
    photo = world.ids[2]
    for body in (None, None, {"favorite": True}, {"favorite": False}, "nonsense", {"favorite": "perhaps"}):
        stage.api("POST", f"/api/photo/{photo}/favorite", body)
    for body in ({"rating": 3}, {"rating": 0}, {"rating": -1}, {"rating": 9}, {}, "[]"):
        stage.api("POST", f"/api/photo/{photo}/rating", body)
    stage.api("POST", f"/api/photo/{NO_PHOTO}/rating", {"rating": 3})
    stage.api("POST", f"/api/photo/{NO_PHOTO}/favorite")
    for ids in (world.ids[:2], [], [NO_PHOTO], [world.ids[0], NO_PHOTO]):
        stage.api("POST", "/api/photos/bulk-favorite", {"photo_ids": ids, "favorite": True})
    stage.api("POST", "/api/photos/bulk-favorite", {"photo_ids": world.ids[:2], "favorite": False})
    stage.api("POST", "/api/photos/bulk-favorite", {})
    for changes in ({"title": "T", "description": "D", "label": "Blue"}, {"title": ""}, {}, {"rating": 17}):
        stage.api("POST", "/api/photos/edits", {"ids": [photo], "changes": changes})
    stage.api("POST", "/api/photos/edits", {"ids": ["/no such file"], "changes": {"rating": 1}})
    storages(stage, world)
    operation = stage.values("operation", "list")[0]["operation_id"]
    for steering in ("pause", "resume", "cancel", "restart", "nonsense"):
        stage.api("POST", f"/api/operations/{operation}/{steering}")
    stage.api("POST", f"/api/operations/{NOBODY}/pause")


def storages(stage, world):
    delta = world.photos.path("form")
    added = stage.api("POST", "/api/storages", {"path": delta, "name": "Delta", "index": True})
    uuid = added["uuid"]
    stage.api("POST", "/api/storages", {"path": "relative"})
    stage.api("POST", "/api/storages", {"name": "no path"})
    stage.api("POST", "/api/storages/migration", {"path": world.photos.path("nothing")})
    for changes in ({"name": "Delta 2", "tags": ["a", "b"]}, {"policy": "sidecar"}, {"policy": "never"},
                    {"name": ""}, {"path": "/nowhere"}, {"active": False}, {"active": True}, "nonsense"):
        stage.api("POST", f"/api/storages/{uuid}", changes)
    stage.api("POST", f"/api/storages/{NOBODY}", {"name": "X"})
    for body in (None, {"mode": "full", "drop_missing": True}, {"mode": "nonsense"}):
        stage.api("POST", f"/api/storages/{uuid}/reindex", body)
    stage.api("POST", f"/api/storages/{NOBODY}/reindex")
    world.photos.jpeg("form/late.jpg", at="2014:01:01 00:00:00")
    stage.api("POST", f"/api/storages/{uuid}/reindex", {"mode": "smart", "hash_orphans": False})
    listed = stage.api("GET", f"/api/storages/{uuid}/conflicts")
    stage.api("POST", f"/api/storages/{uuid}/conflicts", {"action": "add", "ids": [listed["items"][0]["id"]]})
    stage.api("POST", f"/api/storages/{uuid}/conflicts", {"action": "restore"})
    stage.api("POST", f"/api/storages/{uuid}/conflicts", {"action": "nonsense"})
    stage.api("POST", f"/api/storages/{uuid}/lock/break")
    stage.api("POST", f"/api/storages/{uuid}/remove")
    stage.api("POST", f"/api/storages/{uuid}/remove")
    stage.api("POST", "/api/storages/discovery", {"roots": [delta], "depth": 1})
    stage.api("POST", "/api/storages/discovery", {"roots": ["relative"]})
    stage.api("POST", "/api/storages/discovery/cancel")
    stage.api("GET", "/api/storages/discovery")
    stage.api("POST", "/api/storages/discovery/add", {"paths": [delta, "/nowhere"]})
    stage.api("POST", "/api/storages/discovery/add", {})


def _importing(stage, world):
    source = world.photos.path("sent")
    settings = {"source": source, "storage": world.beta, "organise": "keep", "title": "By API"}
    stage.api("POST", "/api/imports/preview", settings)
    stage.api("POST", "/api/imports/preview", {**settings, "organise": "{nonsense}"})
    stage.api("POST", "/api/imports/preview", {**settings, "storage": NOBODY})
    stage.api("POST", "/api/imports/preview", {"source": source})
    started = stage.api("POST", "/api/imports", settings)
    session = str(started["session_id"])
    stage.api("GET", f"/api/imports/{session}")
    stage.api("GET", f"/api/imports/{session}/files")
    stage.api("GET", f"/api/imports/{session}/rollback")
    for step in ("resume", "retry", "rollback", "rollback", "restore", "restore"):
        stage.api("POST", f"/api/imports/{session}/{step}")
        stage.api("POST", f"/api/imports/9876/{step}")
    stage.api("POST", f"/api/imports/{session}/answers", {"answer": "keep"})
    stage.api("POST", f"/api/imports/{session}/answers", {"answer": "perhaps"})
    _uploading(stage, world)


def _uploading(stage, world):
    name = "S1.jpg"
    content = world.photos.read("Alpha/2020/IMG_0003.jpg") + b"!"
    settings = {"source": "Browser", "storage": world.beta, "organise": "date"}
    upload = stage.api("POST", "/api/imports/uploads", settings)["upload_id"]
    stage.api("POST", "/api/imports/uploads", {**settings, "storage": NOBODY})
    place = f"/api/imports/uploads/{upload}"
    offer = {"path": name, "size": len(content), "modified": 1_500_000_000_000}
    query = urllib.parse.urlencode(offer)
    stage.api("GET", place)
    stage.api("POST", place + "/states", {"files": [offer]})
    stage.api("POST", f"{place}/files?{query}&offset=0", content[:1000], note=" the first 1,000 bytes")
    stage.api("POST", place + "/states", {"files": [offer]})
    stage.api("POST", f"{place}/files?{query}&offset=5", content[5:], note=" at a wrong offset")
    stage.api("POST", f"{place}/files?{query}&offset=1000", content[1000:], note=" the rest")
    stage.api("POST", f"{place}/files?path=../x&size=1&modified=1&offset=0", b"x")
    stage.api("POST", f"{place}/files?path=x&size=many&offset=0", b"x")
    stage.api("POST", place + "/states", {"files": [{**offer, "path": "/x"}]})
    stage.page(f"/imports/uploads/{upload}")
    stage.api("POST", place + "/import")
    stage.api("POST", place + "/import")
    stage.page(f"/imports/uploads/{upload}")
    other = stage.api("POST", "/api/imports/uploads", settings)["upload_id"]
    stage.api("POST", f"/api/imports/uploads/{other}/remove")
    stage.api("POST", f"/api/imports/uploads/{other}/remove")
    stage.api("POST", f"/api/imports/uploads/{NOBODY}/import")


def _photo_forms(stage, world):
    photo = world.ids[4]
    for name, values in (
        ("rating", ("2", "0", "17", "x")), ("favorite", ("1", "0")), ("label", ("Red", "", "Tur<quoise")),
    ):
        for value in values:
            stage.form(f"/photos/{photo}/{name}", (name, value))
        stage.form(f"/photos/{photo}/{name}")
    stage.form(f"/photos/{photo}/description", ("title", "A <title>"), ("description", "Said & done"))
    stage.page(f"/photos/{photo}")
    stage.form(f"/photos/{photo}/description")
    stage.form(f"/photos/{photo}/undo", ("change", "1"))
    stage.form(f"/photos/{photo}/undo", ("change", "98765"))
    stage.form(f"/photos/{NO_PHOTO}/rating", ("rating", "2"))
    few = ",".join(world.ids[:3])
    for action, value in (("favorite", ""), ("unfavorite", ""), ("unfavorite", ""), ("rating", "4"), ("rating:1", ""),
                          ("rating", "0"), ("label", "Blue"), ("label", ""), ("rating", "9"), ("nonsense", "")):
        stage.form("/photos/bulk", ("ids", few), ("action", action), ("value", value))
    many = stage.form("/photos/bulk", ("ids", ",".join(world.ids)), ("action", "rating:2"))[1].get("Location", "")
    stage.page(many)
    stage.form("/photos/bulk", ("action", "favorite"))
    stage.form("/photos/bulk", ("ids", few))
    stage.page("/photos")


def _storage_forms(stage, world):
    path = world.photos.path("form")
    stage.form("/storages", ("path", path), ("name", "Delta"))
    for wrong in ("", "relative", world.photos.path("no such folder"), world.photos.path("Alpha/2019")):
        stage.form("/storages", ("path", wrong))
    stage.form("/storages")
    uuid = stage.storage("Delta")
    place = f"/storages/{uuid}"
    for mode in ("quick", "smart", "full"):
        stage.form(place + "/reindex", ("mode", mode))
    world.photos.jpeg("form/later.jpg", at="2014:02:01 00:00:00")
    world.photos.jpeg("form/latest.jpg", at="2014:03:01 00:00:00")
    stage.form(place + "/reindex", ("mode", "smart"), ("options", "1"))
    stage.page(place + "/conflicts")
    listed = json.loads(stage.request("GET", f"/api{place}/conflicts")[2])["items"]
    stage.form(place + "/conflicts", ("one", f"add.{listed[0]['id']}"))
    stage.form(place + "/conflicts", ("action", "ignore"), ("ids", str(listed[1]["id"])))
    stage.form(place + "/conflicts", ("action", "forget"), ("all", "1"))
    stage.form(place + "/conflicts", ("action", "forget"), ("all", "1"), ("confirmed", "1"))
    stage.form(place + "/conflicts", ("action", "add"))
    stage.form(place + "/conflicts", ("action", "nonsense"), ("all", "1"))
    stage.form(place, ("name", "Delta 3"), ("notes", "N"), ("tags", "x, y"), ("policy", "embed"), ("active", "yes"))
    stage.form(place, ("path", "/nowhere"))
    stage.form(place, ("policy", "never"))
    stage.page(place)
    stage.form(place + "/lock/removal")
    stage.form(place + "/removal")
    stage.form(place + "/removal", ("confirmed", "1"))
    stage.form(place + "/removal", ("confirmed", "1"))
    stage.page("/storages")
    stage.form("/storages/discovery", ("custom", path), ("depth", "1"))
    stage.form("/storages/discovery/cancellation")
    stage.page("/storages/discovery")
    stage.form("/storages/discovery", ("custom", "relative"))
    stage.form("/storages/discovery", ("custom", path), ("depth", "many"))
    stage.form("/storages/discovery")
    stage.form("/storages/discovery/additions")
    stage.form("/storages/discovery/additions", ("path", path))


def _import_forms(stage, world):
    source = world.photos.path("page")
    right = [("source", source), ("storage", world.beta), ("organise", "keep"), ("title", "By form")]
    location = stage.form("/imports/preview", *right)[1].get("Location", "")
    if "preview=" in location:
        stage.page(location.split("#")[0])
        preview = urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)["preview"][0]
        stage.form("/imports", *right[:3], ("title", "Other"), ("preview", preview))
        stage.form("/imports/preview/cancellation", ("preview", preview))
    location = stage.form("/imports", *right)[1].get("Location", "")
    stage.page(location)
    stage.form("/imports", ("source", ""), ("storage", world.beta))
    stage.form("/imports", ("source", source))
    stage.form("/imports", ("source", "relative"), ("storage", world.beta))
    stage.form("/imports", *right[:2], ("organise", "template"), ("template", "{nonsense}"))
    stage.form("/imports", *right[:2], ("duplicates", "often"))
    session = location.split("/")[-1]
    for step in ("retry", "rollback", "rollback", "restoration"):
        stage.form(f"/imports/{session}/{step}")
        stage.form(f"/imports/9876/{step}")
    asked = stage.form("/imports", ("source", world.photos.path("form")), ("storage", world.beta),
                       ("duplicates", "ask"))[1].get("Location", "")
    stage.page(asked + "?show=questions")
    for answer in ("keep.all", "skip", "ask.all", "nonsense"):
        stage.form(asked + "/answers", ("answer", answer))
    _upload_forms(stage, world)


def _upload_forms(stage, world):
    stage.form("/imports/uploads", ("organise", "date"))
    place = stage.form("/imports/uploads", ("storage", world.beta), ("organise", "date"))[1].get("Location", "")
    stage.page(place)
    content = world.photos.read("Alpha/2020/IMG_0004.jpg") + b"?"
    for files in ([("files", "a.jpg", content)], []):
        stage.ask("POST", place + "/files", *_multipart(stage, files), note=f" with {len(files)} files")
    stage.page(place)
    location = stage.form(place + "/preview")[1].get("Location", "")
    stage.page(location.split("#")[0])
    stage.form(place + "/import")
    other = stage.form("/imports/uploads", ("storage", world.beta))[1].get("Location", "")
    stage.form(other + "/import")
    stage.form(other + "/removal")
    stage.form(other + "/removal")


def _multipart(stage, files):
    """Body and headers of a form with files."""
    border = "border-of-the-play"
    parts = [f'--{border}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{stage.csrf}\r\n'.encode()]
    for name, file, content in files:
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        parts.append(f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + content + b"\r\n")
    body = b"".join(parts) + f"--{border}--\r\n".encode()
    return body, {**stage.browser(), "Origin": f"http://{stage.address}",
                  "Content-Type": f"multipart/form-data; boundary={border}"}


def _other_forms(stage, world):
    operation = stage.values("operation", "list")[0]["operation_id"]
    for steering in ("pause", "resume", "cancel", "restart"):
        stage.form(f"/operations/{operation}/{steering}")
        stage.form(f"/operations/{NOBODY}/{steering}")
    for theme in ("dark", "nonsense"):
        stage.form("/settings/appearance", ("theme", theme))
    stage.form("/settings/appearance")
    stage.form("/settings/cache/cleaning")


def _refused(stage, world):
    photo = world.ids[0]
    form, call = f"/photos/{photo}/rating", f"/api/photo/{photo}/rating"
    stage.form(form, ("rating", "1"), bare=True, note=" without a token")
    stage.form(form, ("rating", "1"), headers={"Origin": "http://elsewhere.example"}, note=" from elsewhere")
    stage.form(form, ("rating", "1"), headers={"Origin": "null"}, note=" from nowhere")
    stage.form(form, ("rating", "1"), headers={"Cookie": "photostead_session=0"}, note=" in another session")
    stage.api("POST", call, {"rating": 1}, headers={}, note=" without a token")
    stage.api("POST", call, {"rating": 1}, headers={"Authorization": "Bearer wrong"}, note=" with a wrong token")
    for method, path in (
        ("GET", form), ("POST", "/photos"), ("POST", f"/photos/{photo}"), ("GET", call), ("POST", "/api/photos"),
        ("PUT", "/photos"), ("DELETE", f"/api/photos/{photo}"), ("HEAD", "/photos"), ("GET", "/storages/x/removal"),
        ("GET", "/photos//x"), ("GET", "/photos/%2e%2e/x"), ("GET", "/photos/a%2fb"), ("GET", "/%00"),
        ("GET", "/" + "a" * 9000),
    ):
        headers = {"Authorization": "Bearer " + stage.token} if method == "POST" else {}
        stage.ask(method, path, b"" if method == "POST" else None, headers)
    stage.ask("GET", "/", headers={"Host": "elsewhere.example"}, note=" for another host")
    stage.ask("GET", "/photos", headers={"Cookie": "theme=dark; rail=folded"}, note=" in the dark")
