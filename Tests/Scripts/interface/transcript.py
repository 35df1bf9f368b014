"""What was asked and answered, without what changes from one play to the next."""
import datetime
import html
import json
import re

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

# Figures of JSON objects that depend on the machine and the moment.
VOLATILE = {
    "elapsed_seconds", "files_per_second", "megabytes_per_second", "sample_seconds", "seconds", "samples", "avg_ms",
    "remaining_seconds", "free_bytes", "free", "capacity_bytes", "pid", "current_file", "machine_id", "looked",
}

# What an answer tells of work that it has only just begun.
MOVING = {
    "status", "phase", "processed", "processed_bytes", "total", "counts", "fates", "finished_at", "updated_at", "failed",
    "found", "imported", "duplicate", "replaced", "rejected", "ignored", "total_size_bytes", "photo_count", "file_count",
    "last_indexed", "performance_metrics", "error_message", "error_hint", "pending", "questions", "current", "folders",
    "items", "percent", "problems", "session_number", "settled",
}


# What forms called an act before they used the words of the API: a build from before is played too.
EARLIER_WORDS = {"break": "lock/removal", "remove": "removal", "cancel": "cancellation", "add": "additions",
                 "restore": "restoration"}


class Transcript:
    def __init__(self, top, program):
        self.parts = []
        self.names = {}
        year = datetime.date.today().year
        years = f"(?:{year}|{year + 1})"
        amount = r"[\d.,]+ (?:kB|MB|GB|TB)"
        self.replacements = [
            (re.compile(re.escape(program)), "PROGRAM"),
            (re.compile(r"/[\w/.+-]*/photostead(?:-worker)?\b(?=[\"\s<&]|$)"), "PROGRAM"),
            (re.compile(re.escape(top)), "/TOP"),
            (re.compile(re.escape(top.replace("/", "%2F"))), "%2FTOP"),
            (re.compile(r"(127\.0\.0\.1|localhost):\d+"), r"\1:PORT"),
            (re.compile(r"\?v=[0-9a-z]+"), "?v=VERSION"),
            (re.compile(r'(csrf[_-]token" (?:value|content)=")[0-9a-f]+'), r"\1TOKEN"),
            (re.compile(r"(photostead_session=)[0-9a-f]+"), r"\1SESSION"),
            (re.compile(years + r"-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"), "TIME"),
            (re.compile(rf"\d{{1,2}} (?:{MONTHS}) {years}(?:, \d\d:\d\d(?::\d\d)?)?"), "DAY"),
            (re.compile(rf"(?:{MONTHS}) {years}"), "MONTH"),
            (re.compile(r"just now|\d+ (?:second|minute)s? ago"), "AGO"),
            (re.compile(rf"{amount} (of|free of) {amount}"), r"SPACE \1 SPACE"),
            (re.compile(rf"(?:{amount}|\d+(?: bytes)?)( are)? free"), r"SPACE\1 free"),
            (re.compile(r"[\d.,]+ (files|photos|kB|MB|GB|bytes)(/s| a second| per second)"), r"N \1\2"),
            (re.compile(r"\b(?:under 1 s|\d+(?:\.\d+)? s|\d+ m \d+ s)\b"), "DURATION"),
            (re.compile(r"\b\d+(?:\.\d+)? ms\b"), "DURATION"),
            (re.compile(r'(class="usage-(?:photos|other)") x="\d+" y="0" width="\d+"'), r"\1"),
            (re.compile(r"(is not read again\. [\d,]+ files?, )[\d.,]+ \w+"), r"\1SIZE"),
            (re.compile(r"(<dt>Free (?:on [^<]*|afterwards)</dt><dd>)[^<]*"), r"\1SPACE"),
            # Work that took no time is told without its duration.
            (re.compile(r" in DURATION\b"), ""),
            (re.compile(r"process \d+"), "process PID"),
            # A confirmation names the plan that was shown; a build from before had none.
            (re.compile(r'<input type="hidden" name="plan" value="[^"]*">'), ""),
            *((re.compile(rf"(/[\w/-]+/){old}\b(?=\")"), rf"\1{new}") for new, old in EARLIER_WORDS.items()),
        ]
        self.identifier = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")

    def text(self):
        return "".join(self.parts)

    def heading(self, words):
        self.parts.append(f"\n{'=' * 100}\n{words}\n")

    def entry(self, question, answer):
        """Writes a question and its answer, a list of lines of text."""
        body = "\n".join(line for line in answer if line is not None)
        self.parts.append(self.plain(f"\n--- {question}\n{body}\n"))

    def plain(self, text):
        for pattern, replacement in self.replacements:
            text = pattern.sub(replacement, text)
        return self.identifier.sub(lambda found: self._name(found.group()), text)

    def _name(self, identifier):
        return self.names.setdefault(identifier, f"UUID-{len(self.names) + 1}")

    @staticmethod
    def json(text, moving=frozenset()):
        """JSON, one value or one a line, with sorted keys and without figures that change, nor those of `moving`."""
        try:
            values = [json.loads(text)]
        except ValueError:
            try:
                values = [json.loads(line) for line in text.splitlines() if line.strip()]
            except ValueError:
                return text
        values = [steady(value, moving) for value in values]
        return "\n".join(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) for value in values)

    @staticmethod
    def page(text):
        """A page without indentation, empty lines, and the style sheets and scripts of its head."""
        lines = (line.strip() for line in text.splitlines())
        return "\n".join(line for line in lines if line and not re.match(r'<link rel="(style|module)|<script ', line))

    @staticmethod
    def events(text):
        """The kinds of events of a stream, and the data of the last one."""
        names = sorted(set(re.findall(r"^event: (\w+)", text, re.M)))
        data = re.findall(r"^data: (.*)", text, re.M)
        return f"events: {', '.join(names)}\n{Transcript.json(data[-1]) if data else ''}"


def steady(value, moving):
    """The value with a type in the place of each volatile figure, and without what moves."""
    if isinstance(value, dict):
        return {
            key: (inner if inner is None else f"<{type(inner).__name__}>") if key in VOLATILE else steady(inner, moving)
            for key, inner in value.items() if key not in moving
        }
    return [steady(inner, moving) for inner in value] if isinstance(value, list) else value


def token(text):
    """The token of the forms of a page."""
    found = re.search(r'name="csrf-token" content="([^"]*)"', text)
    return html.unescape(found.group(1)) if found else ""
