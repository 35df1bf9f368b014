"""What was checked: one line each, for people and for the test that reads them."""
import contextlib
import sys
import time
import traceback


class Missed(Exception):
    """A condition that did not come true in time."""


class Report:
    """Prints `ok N sentence` or `not ok N sentence: why`, and `1..N` at the end."""

    def __init__(self):
        self.count = self.failures = 0

    def check(self, sentence, holds, why=""):
        self.count += 1
        if not holds:
            self.failures += 1
        text = " ".join(f"{sentence}{'' if holds or not why else f': {why}'}".split())
        print(f"{'ok' if holds else 'not ok'} {self.count} {text[:600]}", flush=True)
        return holds

    def note(self, text):
        print(f"# {text}", flush=True)

    @contextlib.contextmanager
    def chapter(self, name):
        """Steps that lead to each other: what goes wrong ends the chapter, not the story."""
        started = time.monotonic()
        try:
            yield
        except Exception as error:
            place = traceback.extract_tb(sys.exc_info()[2])
            line = next((frame for frame in reversed(place) if "selenium" not in frame.filename), place[-1])
            words = str(getattr(error, "msg", None) or error).strip().split("\n")[0]
            self.check(f"{name} goes through", False, f"{type(error).__name__} {words} ({line.name}, line {line.lineno})")
        self.note(f"{name}: {time.monotonic() - started:.1f} s")

    def end(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.failures else 0
