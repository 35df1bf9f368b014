"""A real server on a library of its own, for scripts that are not started by the browser test."""
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]


class Server:
    """`home` becomes the home folder: the picker browses it, and the library lies in it."""

    def __init__(self, home, configuration="debug"):
        self.home, self.program = home, ROOT / ".build" / configuration / "photostead"
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}
        self.start("0")

    def start(self, port):
        self.process = subprocess.Popen(
            [self.program, "--data", self.home / "library", "serve", "--port", port, "--assets", ROOT],
            stdout=subprocess.PIPE, env=self.environment)
        self.origin = json.loads(self.process.stdout.readline())["listening"]

    def kill(self):
        """As a power cut ends it."""
        self.process.kill()
        self.process.wait()

    def start_again(self):
        """At the same address."""
        self.start(self.origin.rstrip("/").rsplit(":", 1)[1])

    def run(self, *words):
        """A verb of the command line; returns its JSON."""
        command = [self.program, "--data", self.home / "library", "--json", *words]
        return json.loads(subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE).stdout)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
