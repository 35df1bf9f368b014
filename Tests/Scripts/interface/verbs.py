"""Every verb: without a server, while a server has the library open, and after it."""
import os
import re

VERBS = (
    "serve", "facts", "storage add", "storage migrate", "storage list", "storage discover", "storage lock",
    "storage set", "storage remove", "storage reindex", "storage conflicts", "storage settle", "import", "import list",
    "import resume", "import retry", "import answer", "import rollback", "import restore", "lookup", "rate",
    "operation list", "operation show", "operation pause", "operation resume", "operation cancel",
    "operation restart", "doctor",
)
NOBODY = "00000000-0000-4000-8000-000000000000"


def play_alone(stage, photos):
    stage.transcript.heading("Help and wrong usage")
    _help(stage)
    _wrong_usage(stage)
    stage.transcript.heading("Verbs without a library")
    _without_library(stage)
    stage.transcript.heading("Verbs without a server")
    _facts(stage, photos)
    _storages(stage, photos)
    _ratings(stage, photos)
    _conflicts(stage, photos, "Alpha/2019", "keep_library")
    _imports(stage, photos)
    _operations(stage)
    _reading(stage)


def play_beside_a_server(stage, photos):
    stage.transcript.heading("Verbs while a server has the library open")
    stage.verb("serve", "--port", "0")
    _reading(stage)
    beta = stage.storage("Beta")
    stage.both("storage", "set", beta, "--notes", "Told by a server", "--tag", "one", "--tag", "two")
    stage.verb("storage", "set", NOBODY, "--name", "X")
    stage.verb("storage", "add", photos.path("no such folder"))
    stage.verb("--json", "storage", "add", photos.path("moved"), "--name", "Gamma")
    stage.verb("--json", "storage", "reindex", "Gamma", "--full")
    stage.verb("storage", "remove", "Gamma")
    stage.verb("--json", "storage", "discover", photos.path("moved"), "--add")
    stage.verb("storage", "migrate", photos.path("nothing"))
    stage.both("storage", "lock", "Gamma", "--break")
    _rate(stage, photos, "Alpha/2021/IMG_0007.jpg")
    _conflicts(stage, photos, "Alpha/2021", "take_file")
    stage.verb("import", photos.path("second"), "--into", "Beta", "--dry-run")
    stage.verb("--json", "import", photos.path("second"), "--into", "Beta", "--duplicates", "ask", "--title", "By hand")
    session = str(stage.values("import", "list")[0]["session_id"])
    stage.verb("--json", "import", "answer", session, "keep")
    stage.verb("--json", "import", "retry", session)
    stage.both("import", "rollback", session, "--dry-run")
    stage.verb("--json", "import", "rollback", session)
    stage.verb("--json", "import", "restore", session)
    stage.verb("import", "resume", session)
    stage.verb("import", photos.path("nothing"), "--into", NOBODY)
    _operations(stage)


def play_the_end(stage, photos):
    stage.transcript.heading("Verbs after the server")
    _reading(stage)
    stage.verb("--json", "storage", "remove", "Alpha")
    stage.verb("storage", "add", photos.path("Alpha"))
    stage.both("storage", "list")
    stage.verb("serve", "--bind", "0.0.0.0")
    stage.verb("serve", "--port", "many")
    stage.verb("serve", "--assets", photos.path("nothing"), "--port", "0")


def _help(stage):
    def known(text):
        """The list of verbs without those that came later, however wide it is."""
        lines = (re.sub(r"(?<=\S) {2,}", "  ", line) for line in text.splitlines())
        listed = tuple(f"  {verb}  " for verb in VERBS)
        return "\n".join(
            line for line in lines if not re.match(r"  [a-z]+( [a-z]+)?  ", line) or line.startswith(listed))

    stage.verb("--version")
    stage.verb("--help", change=known)
    for noun in ("storage", "import", "operation"):
        stage.verb(noun, "--help", change=known)
    stage.verb("help", "rate")
    for verb in VERBS:
        stage.verb(*verb.split(), "--help")


def _wrong_usage(stage):
    for line in (
        "nonsense", "storage", "storage nonsense", "operation", "facts", "facts --nonsense x", "storage add",
        "storage add a b", "storage add --name", "storage list x", "storage set", "storage set x --active perhaps",
        "storage set x --policy never", "storage reindex", "storage reindex x --quick --full", "storage conflicts",
        "storage settle x", "storage settle x nonsense --all", "storage settle x add", "storage settle x add one",
        "storage settle x add 1 --all", "storage lock", "storage remove", "storage discover --depth many",
        "storage discover --depth -1", "storage migrate", "import", "import x", "import x --into y --duplicates often",
        "import x --into y --same-picture no", "import resume", "import answer 1", "import answer 1 perhaps",
        "import rollback", "import retry", "import restore", "lookup", "lookup xyz", "rate x", "rate --rating 3",
        "rate x --rating 9", "rate x --rating 1 --favorite", "operation show", "operation pause", "operation resume x y",
        "doctor x", "serve --port many", "serve x",
    ):
        stage.verb(*line.split())


def _without_library(stage):
    for line in (
        "storage list", "storage conflicts " + NOBODY, "storage lock " + NOBODY, "storage reindex " + NOBODY,
        "storage remove " + NOBODY, "import list", "operation list", "operation show " + NOBODY,
        "operation pause " + NOBODY, "lookup " + "0" * 32, "rate x --favorite", "doctor",
    ):
        stage.verb(*line.split())


def _facts(stage, photos):
    os.makedirs(photos.path("odd"), exist_ok=True)
    photos.write("odd/page.html", "<html></html>")
    stage.verb("facts", *(photos.path("Alpha", *name.split("/")) for name in (
        "2019/IMG_0002.jpg", "2020/IMG_0003.jpg", "2020/IMG_0004.jpg", "2021/film.mp4", "broken.jpg", "empty.jpg",
        "notes.txt")))
    stage.verb("facts", photos.path("odd/page.html"), photos.path("no such file"), photos.path("odd"))
    names = b"\0".join(photos.path("Alpha", name).encode() for name in ("2019/IMG_0001.jpg", "gone.jpg"))
    stage.verb("facts", "--stdin0", stdin=names)


def _storages(stage, photos):
    stage.verb("storage", "add", photos.path("no such folder"))
    stage.verb("storage", "add", photos.path("Alpha/notes.txt"))
    stage.verb("--json", "storage", "add", photos.path("Alpha"))
    stage.verb("storage", "add", photos.path("Alpha"))
    stage.verb("storage", "add", photos.path("Alpha/2019"))
    stage.verb("storage", "add", photos.path("Beta"), "--name", "Beta", "--no-index")
    stage.both("storage", "list")
    stage.verb("--json", "storage", "migrate", photos.path("old/imalink_20240115_120000_abc1234"))
    stage.verb("storage", "migrate", photos.path("old/imalink_20240115_120000_abc1234"))
    stage.verb("storage", "migrate", photos.path("card"))
    alpha, beta = stage.storage("Alpha"), stage.storage("Beta")
    for how in ("--quick", "--smart", "--full"):
        stage.verb("--json", "storage", "reindex", beta, how)
    stage.verb("storage", "reindex", photos.path("Beta"))
    stage.verb("storage", "reindex", NOBODY)
    stage.verb("--json", "storage", "set", alpha, "--notes", "All of it", "--tag", "family", "--policy", "both")
    stage.verb("storage", "set", alpha, "--policy", "embed")
    stage.verb("storage", "set", beta, "--path", photos.path("card"))
    stage.verb("storage", "set", beta, "--name", "")
    stage.verb("storage", "set", beta, "--active", "no")
    stage.verb("storage", "reindex", beta)
    stage.verb("storage", "set", beta, "--active", "yes")
    stage.both("storage", "lock", alpha)
    stage.verb("storage", "lock", alpha, "--break")
    stage.verb("storage", "lock", NOBODY)
    stage.both("storage", "discover", photos.path("Alpha"), photos.path("old"), photos.path("nothing"), "--depth", "2")
    stage.verb("storage", "discover", photos.path("no such folder"))
    os.rename(photos.path("old"), photos.path("older"))
    stage.verb("storage", "list")
    stage.verb("--json", "storage", "discover", photos.path("older"), "--deep", "--add")
    stage.both("lookup", _hash(stage, photos, "Alpha/2019/IMG_0001.jpg", "picture_hash"))
    for kind in ("sha256", "md5"):
        stage.verb("lookup", _hash(stage, photos, "Alpha/2019/IMG_0001.jpg", kind))
    stage.verb("lookup", "0" * 64)


def _hash(stage, photos, path, kind):
    return stage.values("facts", photos.path(path))[0][kind]


def _ratings(stage, photos):
    _rate(stage, photos, "Alpha/2020/IMG_0005.jpg")
    stage.verb("rate", "20010101_000000_000", "--favorite")
    stage.verb("rate", photos.path("card/DCIM/DSC_0001.jpg"), "--favorite")
    stage.verb("rate", photos.path("Alpha/empty.jpg"), "--rating", "2")
    stage.verb("rate", photos.path("Alpha/broken.jpg"), "--rating", "2")


def _rate(stage, photos, path):
    path = photos.path(path)
    stage.verb("--json", "rate", path, "--rating", "4")
    stage.verb("rate", path, "--favorite")
    stage.verb("rate", path, "--unfavorite")
    stage.verb("--json", "rate", path, "--label", "Green")
    stage.verb("--json", "rate", path, "--label", "")


def _conflicts(stage, photos, folder, choice):
    """Makes one conflict of each kind in a folder of Alpha, and settles them."""
    year = folder[-4:]
    os.remove(photos.path(folder, "IMG_0001.jpg"))
    photos.jpeg(f"Alpha/new {year}/new.jpg", at="2015:05:05 05:05:05")
    photos.jpeg(f"Alpha/new {year}/newer.jpg", at="2015:06:05 05:05:05")
    moved = "IMG_0002.jpg" if year == "2019" else "IMG_0006.jpg"
    os.makedirs(photos.path("Alpha/elsewhere"), exist_ok=True)
    os.rename(photos.path(folder, moved), photos.path("Alpha/elsewhere", moved))
    rated = "IMG_0005.jpg" if year == "2019" else "IMG_0004.jpg"
    photos.tag("Alpha/2020/" + rated, "-XMP:Rating=1")
    stage.verb("--json", "storage", "reindex", "Alpha", "--no-fix-moved", "--no-hash-orphans")
    stage.both("storage", "conflicts", "Alpha")
    for action in ("accept", "add", "restore", choice, "ignore", "dismiss", "forget"):
        numbers = [str(value["id"]) for value in stage.values("storage", "conflicts", "Alpha")
                   if value["type"] == _KINDS.get(action)]
        chosen = numbers[:1] if action == "add" and numbers else ["--all"]
        stage.verb("--json", "storage", "settle", "Alpha", action, *chosen)
    stage.verb("storage", "settle", "Alpha", "session", "--all")
    stage.verb("storage", "settle", "Alpha", "add", "987654")
    stage.both("storage", "conflicts", "Alpha")
    stage.verb("storage", "reindex", "Alpha")
    stage.verb("--json", "storage", "reindex", "Alpha", "--smart", "--drop-missing", "--accept-missing")


_KINDS = {"add": "orphan_file"}


def _imports(stage, photos):
    beta = stage.storage("Beta")
    card = photos.path("card")
    stage.both("import", card, "--into", beta, "--dry-run")
    stage.verb("import", card, "--into", NOBODY)
    stage.verb("import", photos.path("no such folder"), "--into", beta)
    stage.verb("import", photos.path("nothing"), "--into", beta)
    stage.verb("import", photos.path("Beta"), "--into", beta)
    stage.verb("import", card, "--into", beta, "--organise", "{nonsense}")
    stage.verb("--json", "import", card, "--into", "Beta", "--title", "The card")
    stage.verb("import", card, "--into", "Beta", "--organise", "flat", "--same-picture", "skip")
    stage.both("import", "list")
    newest = str(stage.values("import", "list")[0]["session_id"])
    stage.both("import", "rollback", newest, "--dry-run")
    first = next(str(value["session_id"]) for value in stage.values("import", "list") if value["title"] == "The card")
    stage.verb("import", "rollback", first, "--dry-run")
    stage.verb("--json", "import", "rollback", first)
    stage.verb("import", "rollback", first)
    stage.verb("--json", "import", "restore", first)
    stage.verb("import", "restore", first)
    stage.verb("import", "retry", first)
    stage.verb("import", "resume", first)
    for verb in ("resume", "retry", "rollback", "restore"):
        stage.verb("import", verb, "98765")
    stage.verb("--json", "import", photos.path("asked"), "--into", beta, "--duplicates", "ask", "--organise", "keep")
    session = str(stage.values("import", "list")[0]["session_id"])
    stage.verb("import", "answer", session, "replace")
    stage.verb("import", "answer", session, "skip")
    stage.verb("--json", "import", photos.path("moved"), "--into", beta, "--move", "--duplicates", "keep",
               "--organise", "{year}/{camera}/{original}")
    stage.verb("import", photos.path("third"), "--into", beta, "--organise", "session", "--duplicates", "replace")


def _operations(stage):
    last = stage.values("operation", "list")[0]["operation_id"]
    stage.both("operation", "show", last)
    for verb in ("pause", "resume", "cancel"):
        stage.verb("operation", verb, last)
    stage.verb("--json", "operation", "restart", last)
    for verb in ("show", "pause", "resume", "cancel", "restart"):
        stage.verb("operation", verb, NOBODY)


def _reading(stage):
    for line in ("storage list", "import list", "operation list", "storage conflicts Alpha", "storage lock Beta",
                 "doctor"):
        stage.both(*line.split())
    stage.verb("storage", "conflicts", NOBODY)
    stage.verb("lookup", "0" * 32)
