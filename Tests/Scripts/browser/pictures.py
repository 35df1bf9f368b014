"""Writes drawings as pictures by libvips, in this process: a program for each picture would take twice as long."""
import ctypes

vips = ctypes.CDLL("libvips.so.42")
vips.vips_init(b"photostead")
vips.vips_image_new_from_buffer.restype = vips.vips_image_new_from_file.restype = ctypes.c_void_p
vips.vips_error_buffer.restype = ctypes.c_char_p
END = ctypes.c_void_p(None)  # of a list of options


def save(image, target, options):
    """`options` as vips writes them behind a name: [Q=86]."""
    image = ctypes.c_void_p(image)
    if not image or vips.vips_image_write_to_file(image, f"{target}{options}".encode(), END) != 0:
        raise OSError(vips.vips_error_buffer().decode(errors="replace"))
    vips.g_object_unref(image)


def draw(svg, target, options=""):
    """Writes a drawing as a file of the type its name says."""
    source = svg.encode()
    save(vips.vips_image_new_from_buffer(source, ctypes.c_size_t(len(source)), b"", END), target, options)


def convert(source, target, options=""):
    save(vips.vips_image_new_from_file(str(source).encode(), END), target, options)
