"""A household's photos, invented: landscapes of several years, a time lapse, and what goes wrong in real folders."""
import concurrent.futures
import math
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import pictures
from landscapes import landscape

CAMERAS = [  # make, model, lens, focal lengths, f-numbers
    ("Canon", "Canon EOS R6", "RF24-105mm F4 L IS USM", (24, 35, 50, 85, 105), (4, 5.6, 8)),
    ("FUJIFILM", "X-T4", "XF16-55mmF2.8 R LM WR", (16, 23, 35, 55), (2.8, 4, 8)),
    ("Google", "Pixel 7", "Pixel 7 back camera 6.81mm f/1.85", (6.8,), (1.9,)),
]
TRIPS = [  # folder, year, month, first day, days, photos, latitude, longitude, title
    ("2025/Lofoten", 2025, 9, 12, 6, 15, 68.154, 13.999, "Evening over Reine"),
    ("2025/Garden", 2025, 5, 3, 12, 8, None, None, None),
    ("2024/Dolomites", 2024, 7, 20, 7, 14, 46.541, 12.133, "Above the clouds"),
    ("2023/Coast", 2023, 8, 2, 9, 11, 50.066, -5.715, "Low tide"),
    ("2021/Desert", 2021, 4, 8, 5, 7, 29.575, 35.42, None),
    ("2019/Lake", 2019, 10, 19, 3, 5, 47.58, 12.99, "First snow"),
]
SHAPES = [(960, 640), (960, 640), (640, 960), (960, 720), (960, 640), (960, 540), (720, 960), (960, 640), (800, 800)]
TIME_LAPSE = 170
HOSTILE = "<script>alert(1)</script> \"q\" 'é'🎃.jpg"
LONG = "A very long name that somebody's export program made of the whole caption " + "and then some more " * 6 + ".jpg"
BROKEN, CUT, PANORAMA, FILM = "2025/Garden/broken.jpg", "2025/Garden/cut.jpg", "2024/Dolomites/panorama.jpg", "2025/Lofoten/waves.mp4"
RATED = "2025/Lofoten/IMG_0103.jpg"  # carries three stars of another program
TITLED = "2025/Lofoten/IMG_0101.jpg"


def render(number, width, height, target):
    """One landscape as a file of the type its name says."""
    # Their tags are written by exiftool; those of the drawing's own say nothing.
    options = "[Q=86,strip]" if target.suffix in (".jpg", ".webp") else "[strip]"
    pictures.draw(landscape(number, width, height), target, options)


def png(width, height, rows):
    """A PNG of 8-bit RGB from rows of bytes."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    raw = b"".join(b"\0" + row for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw, 1)) + chunk(b"IEND", b"")


def sky(moment, width=240, height=160):
    """A frame of a sunset: `moment` from 0, day, to 1, night."""
    day, dusk, night = ((92, 150, 214), (190, 220, 240)), ((86, 70, 130), (250, 160, 90)), ((10, 16, 40), (40, 50, 92))
    one, other, share = (day, dusk, moment * 2) if moment < 0.5 else (dusk, night, moment * 2 - 1)
    above, below = ([a + (b - a) * share for a, b in zip(one[i], other[i])] for i in (0, 1))
    ground, rows = bytes([int(52 - 38 * moment), int(66 - 46 * moment), int(60 - 34 * moment)]), []
    for y in range(height):
        at = y / height
        color = bytes(int(a + (b - a) * at) for a, b in zip(above, below))
        hill = [y > height * (0.8 + 0.05 * math.sin(x / 31) + 0.02 * math.sin(x / 9)) for x in range(0, width, 8)]
        rows.append(b"".join((ground if is_hill else color) * 8 for is_hill in hill))
    return png(width, height, rows)


def describe(facts):
    """Writes tags into many files with one exiftool."""
    lines = []
    for file, tags in facts:
        lines += [f"-{name}={value}" for name, value in tags.items()] + ["-overwrite_original", "-q", "-m", str(file), "-execute"]
    subprocess.run(["exiftool", "-charset", "filename=utf8", "-@", "-"], input="\n".join(lines).encode(), check=True,
                   stdout=subprocess.DEVNULL)


def trips(folder):
    """Jobs for `render` and the tags of each landscape."""
    jobs, facts, number, dice = [], [], 100, random.Random(5)
    for place, year, month, first, days, count, latitude, longitude, title in TRIPS:
        (folder / place).mkdir(parents=True)
        make, model, lens, focals, stops = CAMERAS[number // 7 % len(CAMERAS)]
        for index in range(count):
            number += 1
            width, height = SHAPES[number * 7 % len(SHAPES)]
            file = folder / place / f"IMG_{number:04}.jpg"
            jobs.append((number, width, height, file))
            day = first + index * days // count
            tags = {
                "DateTimeOriginal": f"{year}:{month:02}:{day:02} {6 + dice.randrange(15):02}:{dice.randrange(60):02}:{dice.randrange(60):02}",
                "OffsetTimeOriginal": "+02:00", "Make": make, "Model": model, "LensModel": lens,
                "FocalLength": dice.choice(focals), "FNumber": dice.choice(stops),
                "ExposureTime": f"1/{dice.choice((60, 125, 250, 500, 1000))}", "ISO": dice.choice((100, 200, 400, 1600)),
            }
            if latitude is not None:
                north, east = latitude + dice.uniform(-0.05, 0.05), longitude + dice.uniform(-0.05, 0.05)
                tags |= {"GPSLatitude": abs(north), "GPSLatitudeRef": "N" if north > 0 else "S",
                         "GPSLongitude": abs(east), "GPSLongitudeRef": "E" if east > 0 else "W"}
            if title and index == 0:
                tags |= {"XMP-dc:Title": title, "XMP-dc:Description": f"{title}, seen on the first day.",
                         "XMP-dc:Subject": place.split("/")[1]}
            facts.append((file, tags))
    return jobs, facts


def film(target, still):
    """Two seconds that move over a picture; False when no program can make them."""
    if not shutil.which("ffmpeg"):
        return False
    move = "zoompan=z='1+0.002*on':d=48:s=640x360:fps=24"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", still, "-vf", move, "-pix_fmt", "yuv420p", "-frames:v", "48",
                    "-metadata", "creation_time=2025-09-14T17:20:00Z", "-movflags", "+faststart", target], check=True)
    return True


def household(folder, scale=0.45):
    """Fills `folder`; returns how many photos and videos a library of it shows, and whether there is a film.

    `scale`: 1 = landscapes of 960 pixels, which take four times as long as those of the tests.
    """
    folder.mkdir(parents=True)
    jobs, facts = trips(folder)
    hostile, long = folder / HOSTILE, folder / "2019/Lake" / LONG
    hostile.parent.mkdir(parents=True)
    jobs += [(201, 960, 640, hostile), (202, 640, 640, long), (203, 2400, 600, folder / PANORAMA),
             (204, 480, 1200, folder / "2023/Coast/tower.jpg"), (205, 640, 480, folder / "2021/Desert/drawing.png"),
             (206, 900, 600, folder / "2021/Desert/shared.webp"), (207, 960, 640, folder / CUT)]
    for file, when in ((hostile, "2025:09:15 10:00:00"), (folder / PANORAMA, "2024:07:22 09:12:00"),
                       (folder / "2023/Coast/tower.jpg", "2023:08:05 12:30:00")):
        facts.append((file, {"DateTimeOriginal": when}))
    facts.append((hostile, {"XMP-dc:Title": "<script>alert(1)</script> {{TITLE}} & \"more\"",
                            "XMP-dc:Description": "<img src=x onerror=alert(2)>"}))
    facts.append((folder / RATED, {"XMP-xmp:Rating": 3}))
    with concurrent.futures.ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda job: render(job[0], int(job[1] * scale), int(job[2] * scale), job[3]), jobs))
    describe(facts)
    lapse = folder / "2018/Sunset"
    lapse.mkdir(parents=True)
    for frame in range(TIME_LAPSE):
        minute, second = divmod(frame * 20, 60)
        (lapse / f"IMG_20180714_{20 + minute // 60}{minute % 60:02}{second:02}.png").write_bytes(sky(frame / TIME_LAPSE))
    whole = (folder / CUT).read_bytes()
    (folder / CUT).write_bytes(whole[:len(whole) // 3])
    (folder / BROKEN).write_bytes(b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(3000))
    (folder / "notes.txt").write_text("No photo.")
    has_film = film(folder / FILM, folder / TITLED)
    return len(jobs) + TIME_LAPSE + 1 + has_film, has_film


def archive(folder, count):
    """Many tiny pictures, so that indexing takes long enough to be watched."""
    for number in range(count):
        place = folder / f"Box {number % 12 + 1}"
        place.mkdir(parents=True, exist_ok=True)
        color = bytes([number % 256, number // 256, 90])
        file = place / f"scan-{number:05}.png"
        file.write_bytes(png(8, 6, [color * 8] * 6))
        os.utime(file, (1_060_000_000, 1_060_000_000 + number * 60))


def card(folder, library):
    """What comes out of a camera: pictures that are new, two that `library` has and keeps, a file that is none."""
    archive(folder / "DCIM", 40)
    for name in (PANORAMA, "2023/Coast/tower.jpg"):
        shutil.copy2(library / name, folder / "DCIM")
    (folder / "DCIM/INDEX.BIN").write_bytes(b"of the camera itself")


def rating(file):
    """What another program reads; None = no tag."""
    text = subprocess.run(["exiftool", "-charset", "filename=utf8", "-s3", "-XMP-xmp:Rating", file],
                          check=True, capture_output=True, text=True).stdout.strip()
    return int(text) if text else None
