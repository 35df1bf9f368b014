"""A real server on a library of its own, for scripts that are not started by the browser test."""
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]


class Server:
    """`home` becomes the home folder: the picker browses it, and the library lies in it."""

    def __init__(self, home, configuration="debug"):
        program = ROOT / ".build" / configuration / "photostead"
        environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"}
        self.process = subprocess.Popen(
            [program, "--data", home / "library", "serve", "--port", "0", "--assets", ROOT], stdout=subprocess.PIPE,
            env=environment)
        self.origin = json.loads(self.process.stdout.readline())["listening"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
