"""Runs verbs and asks routes, and hands what they answer to the transcript."""
import contextlib
import hashlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.parse

from transcript import MOVING, Transcript, token

HEADERS = (
    "Content-Type", "Location", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options",
    "Referrer-Policy", "Content-Disposition", "Content-Range", "Accept-Ranges", "Allow", "WWW-Authenticate",
    "Retry-After", "Set-Cookie", "Vary",
)
ENDED = {"complete", "failed", "cancelled", "paused"}


class Stage:
    def __init__(self, program, assets, top, transcript):
        self.program, self.assets, self.top, self.transcript = program, assets, top, transcript
        self.data = os.path.join(top, "library")
        self.environment = {
            "HOME": os.path.join(top, "home"), "PATH": os.environ["PATH"], "TZ": "UTC", "LANG": "C.UTF-8",
        }
        self.address = None
        self.ended = None
        self.cookie = None
        self.csrf = ""

    # Verbs

    def command(self, words, stdin=None):
        return subprocess.run(
            [self.program, "--data", self.data, *words], input=stdin, capture_output=True, check=False,
            env=self.environment, cwd=self.top, timeout=120)

    def verb(self, *words, stdin=None, change=None):
        """Runs a verb and writes down how it ended; `change` is applied to what it prints for people."""
        if self.address:
            self.settle()
        end = self.command(words, stdin)
        out, err = end.stdout.decode(errors="replace"), end.stderr.decode(errors="replace")
        shown = Transcript.json(out) if "--json" in words or words[0] == "facts" else out.rstrip("\n")
        if change:
            shown = change(shown)
        self.transcript.entry(
            "photostead " + " ".join(words),
            [shown or None, *(f"stderr: {line}" for line in err.splitlines()), f"exit: {end.returncode}"])
        return out

    def both(self, *words):
        """Runs a verb that only reads, for people and for programs."""
        self.verb(*words)
        return self.verb("--json", *words)

    def values(self, *words):
        """What a verb prints as JSON, one value a line; nothing is written down."""
        out = self.command(("--json", *words)).stdout.decode()
        return [json.loads(line) for line in out.splitlines()]

    def storage(self, name):
        return next(value["uuid"] for value in self.values("storage", "list") if value["name"] == name)

    # Server

    @contextlib.contextmanager
    def serving(self):
        """A server on the library while the body runs."""
        with open(os.path.join(self.top, "server.log"), "wb") as log:
            server = subprocess.Popen(
                [self.program, "--data", self.data, "serve", "--port", "0", "--assets", self.assets],
                stdout=subprocess.PIPE, stderr=log, env=self.environment, cwd=self.top)
            try:
                first = server.stdout.readline().decode()
                if not first:
                    sys.exit("play-interface: the server did not start; its log:\n" + open(log.name).read())
                self.transcript.entry("photostead serve", [first.rstrip()])
                self.address = urllib.parse.urlsplit(json.loads(first)["listening"]).netloc
                with open(os.path.join(self.data, "api-token"), encoding="utf-8") as file:
                    self.token = file.read().strip()
                self.wait_for_thumbnails()
                yield
                self.settle()
                server.send_signal(signal.SIGTERM)
                self.transcript.entry("SIGTERM", [f"exit: {server.wait(30)}"])
            finally:
                server.kill()
                self.address = None

    def wait_for_thumbnails(self):
        """A server that starts makes the pictures that are missing; what is asked afterwards finds them made."""
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            items = json.loads(self.request("GET", "/api/operations")[2])["items"]
            if any(item["operation_type"] == "thumbnails" for item in items):
                break
            time.sleep(0.01)
        self.settle()

    def request(self, method, path, body=None, headers=()):
        """One request on a connection of its own; answers status, headers and body."""
        connection = http.client.HTTPConnection(self.address, timeout=60)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def ask(self, method, path, body=None, headers=(), note="", show=None):
        """One request whose answer is written down; `show` writes its body, by default as its type says."""
        status, given, content = self.request(method, path, body, headers)
        kind = given.get("Content-Type", "")
        text = show(content) if show else shown(kind, content, MOVING if status == 202 else frozenset())
        lines = [str(status), *(f"{name}: {value}" for name in HEADERS for value in given.get_all(name, []))]
        self.transcript.entry(f"{method} {path}{note}", [*lines, text or None])
        return status, given, content

    # As a browser

    def page(self, path, note=""):
        return self.ask("GET", path, headers=self.browser(), note=note)

    def browser(self):
        if not self.cookie:
            _, given, content = self.request("GET", "/settings")
            self.cookie = given["Set-Cookie"].split(";")[0]
            self.csrf = token(content.decode())
        return {"Cookie": self.cookie}

    def form(self, path, *fields, **options):
        """Sends a form of a page; what it starts has ended when this returns."""
        headers = {**self.browser(), "Origin": f"http://{self.address}"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers.update(options.get("headers", {}))
        pairs = [*fields] if options.get("bare") else [("csrf_token", self.csrf), *fields]
        note = " " + " ".join(f"{name}={value}" for name, value in fields) + options.get("note", "")
        answer = self.ask("POST", path, urllib.parse.urlencode(pairs), headers, note)
        self.settle()
        return answer

    # As a program

    def api(self, method, path, body=None, note="", headers=None, show=None):
        """Asks the JSON API with the token; what it starts has ended when this returns."""
        sent = {"Authorization": "Bearer " + self.token} if headers is None else headers
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        words = "" if body is None or isinstance(body, bytes) else " " + body
        status, _, content = self.ask(method, path, body, sent, words + note, show)
        if method == "POST":
            self.settle()
        try:
            value = json.loads(content)
        except ValueError:
            return None
        if status == 202 and value.get("operation_id"):
            self.ask("GET", "/api/operations/" + value["operation_id"])
        return value

    def settle(self):
        """Waits until no operation runs and no search goes on; where one has ended, until nothing follows it."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            before, self.ended = self.ended, self._ended()
            if self.ended is not None and self.ended == before:
                return
            time.sleep(0.01 if self.ended is None else 0.15)
        sys.exit("play-interface: an operation does not end")

    def _ended(self):
        """What has ended so far; None while something goes on."""
        items = json.loads(self.request("GET", "/api/operations")[2])["items"]
        search = json.loads(self.request("GET", "/api/storages/discovery")[2])
        is_searching = "error" not in search and not search.get("finished_at")
        if is_searching or any(item["status"] not in ENDED for item in items):
            return None
        return [(item["operation_id"], item["updated_at"], item["status"]) for item in items], len(search)


def shown(kind, content, moving):
    if "text/html" in kind:
        return Transcript.page(content.decode())
    if "json" in kind:
        return Transcript.json(content.decode(), moving)
    if "event-stream" in kind:
        return Transcript.events(content.decode())
    if kind.startswith("text/plain"):
        return content.decode().rstrip()
    return f"{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}" if content else ""
