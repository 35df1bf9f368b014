"""Makes the photos of a play: tiny, real, and the same in every play."""
import os
import shutil
import subprocess
import sys

TOOLS = ("vips", "exiftool", "ffmpeg")


class Photos:
    """Folders of tiny photos below `top`; every file has a fixed time."""

    def __init__(self, top):
        missing = [tool for tool in TOOLS if not shutil.which(tool)]
        if missing:
            sys.exit(f"play-interface: missing: {', '.join(missing)} (`make setup-test` installs them)")
        self.top = top
        self.seed = 0
        self._make_alpha()
        self._make_beta()
        self._make_legacy()
        self._make_card()
        self._make_others()

    def path(self, *parts):
        return os.path.join(self.top, *parts)

    def jpeg(self, path, *tags, at="2019:03:03 10:11:12"):
        """A noisy JPEG of 160 by 120 pixels, another one each time."""
        self.seed += 1
        full = self._folder_of(path)
        noise = self.path("noise.v")
        self._run("vips", "gaussnoise", noise, "160", "120", "--seed", str(self.seed), "--mean", "128", "--sigma", "40")
        self._run("vips", "cast", noise, full + "[Q=60]", "uchar")
        os.remove(noise)
        self.tag(path, f"-DateTimeOriginal={at}", f"-Model=Tiny {self.seed % 3}", "-Make=Play", *tags)

    def tag(self, path, *tags):
        self._run("exiftool", "-q", "-q", "-overwrite_original", *tags, self.path(path))
        self._set_time(path)

    def copy(self, path, to):
        shutil.copyfile(self.path(path), self._folder_of(to))
        self._set_time(to)

    def write(self, path, content):
        with open(self._folder_of(path), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        self._set_time(path)

    def read(self, path):
        with open(self.path(path), "rb") as file:
            return file.read()

    def _folder_of(self, path):
        full = self.path(path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        return full

    def _set_time(self, path):
        os.utime(self.path(path), (1_500_000_000, 1_500_000_000))

    def _run(self, *command):
        end = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if end.returncode != 0:
            sys.exit(f"play-interface: {' '.join(command)}: {end.stdout}{end.stderr}")

    def _make_alpha(self):
        """Photos with and without everything that is shown of one."""
        self.jpeg("Alpha/2019/IMG_0001.jpg", at="2019:01:03 10:11:12")
        self.jpeg("Alpha/2019/IMG_0002.jpg", "-XMP:Rating=5", "-Title=A lake", "-XMP:Description=Blue & <wide>",
                  "-XMP:Label=Red", at="2019:02:03 10:11:12")
        self.jpeg("Alpha/2020/IMG_0003.jpg", "-GPSLatitude=47.5", "-GPSLatitudeRef=N", "-GPSLongitude=11.25",
                  "-GPSLongitudeRef=E", "-XMP:Subject=hut", "-XMP:PersonInImage=Ann", "-ISO=200",
                  "-FNumber=2.8", "-ExposureTime=1/125", at="2020:05:06 07:08:09")
        self.jpeg("Alpha/2020/IMG_0004.jpg", "-Orientation#=6", at="2020:07:06 07:08:09")
        self.jpeg("Alpha/2020/IMG_0005.jpg", "-XMP:Rating=3", at="2020:08:06 07:08:09")
        self.jpeg("Alpha/2021/IMG_0001.jpg", at="2021:01:01 01:01:01")
        self.jpeg("Alpha/2021/IMG_0006.jpg", at="2021:02:01 01:01:01")
        self.jpeg("Alpha/2021/IMG_0007.jpg", at="2021:03:01 01:01:01")
        self.copy("Alpha/2019/IMG_0001.jpg", "Alpha/again/IMG_0001 copy.jpg")
        self.jpeg("Alpha/broken.jpg", at="2018:01:01 01:01:01")
        self.write("Alpha/broken.jpg", self.read("Alpha/broken.jpg")[:2500])
        self.write("Alpha/empty.jpg", b"")
        self.write("Alpha/notes.txt", "No photo.\n")
        film = self._folder_of("Alpha/2021/film.mp4")
        self._run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1", "-threads", "1",
                  "-pix_fmt", "yuv420p", "-fflags", "+bitexact", "-flags:v", "+bitexact",
                  "-metadata", "creation_time=2021-04-01T10:00:00Z", film)
        self._set_time("Alpha/2021/film.mp4")

    def _make_beta(self):
        self.jpeg("Beta/old.jpg", at="2012:12:12 12:12:12")

    def _make_legacy(self):
        name = "old/imalink_20240115_120000_abc1234"
        self.jpeg(name + "/a.jpg", at="2011:01:01 00:00:01")
        self.write(name + "/index.json", '{"version": 0.5, "camera": {"make": "Nikon"}, "photos": [{"filename": "a.jpg"}]}')
        self.write(name + "/metadata.txt", "From Anna's card\r\nSummer house")

    def _make_card(self):
        """A card to import: new files, a duplicate, the same picture with other metadata, companions, rubbish."""
        for number in range(1, 5):
            self.jpeg(f"card/DCIM/DSC_000{number}.jpg", at=f"2022:0{number}:02 03:04:05")
        self.copy("Alpha/2019/IMG_0001.jpg", "card/DCIM/copy.jpg")
        self.copy("Alpha/2020/IMG_0003.jpg", "card/DCIM/other.jpg")
        self.tag("card/DCIM/other.jpg", "-Title=Other words")
        self.write("card/DCIM/DSC_0001.xmp", '<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>')
        self.write("card/DCIM/readme.txt", "Read me\n")
        self.write("card/DCIM/cut.jpg", self.read("card/DCIM/DSC_0004.jpg")[:2000])

    def _make_others(self):
        """Further sources, one for each import that is played later."""
        for name in ("asked", "moved", "second", "third", "form", "page"):
            self.jpeg(f"{name}/{name}.jpg", at="2023:01:02 03:04:05")
            self.copy("Alpha/2020/IMG_0004.jpg", f"{name}/known.jpg")
        os.makedirs(self.path("nothing"))
        os.makedirs(self.path("home"))
        for number in range(1, 4):
            self.jpeg(f"sent/S{number}.jpg", at=f"2023:0{number + 1}:02 03:04:05")
