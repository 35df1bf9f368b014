#include <vips/vips.h>

/* libvips' operations take a list of arguments of any length, which Swift cannot call. */

/// Opens a picture in memory far enough to know its size; `options` are those of the format's loader, `fail_on` is a
/// VipsFailOn.
static inline VipsImage *photostead_vips_open(const void *bytes, size_t count, const char *options, int fail_on) {
    return vips_image_new_from_buffer(
        bytes, count, options, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", fail_on, NULL);
}

/// Decodes a picture in memory at the smallest size that fills a square of `side` pixels, turned upright; never
/// enlarges. Colours are brought to sRGB by the picture's own profile when `managed`, which costs as much as decoding
/// a small picture.
static inline int photostead_vips_thumbnail(
    const void *bytes, size_t count, VipsImage **out, int side, int fail_on, int managed) {
    return vips_thumbnail_buffer(
        (void *)bytes, count, out, side, "height", side, "size", VIPS_SIZE_DOWN, "fail_on", fail_on,
        "export_profile", managed ? "srgb" : NULL, NULL);
}

/// Lays a picture with transparency on white.
static inline int photostead_vips_flatten(VipsImage *in, VipsImage **out) {
    double white[3] = {255, 255, 255};
    VipsArrayDouble *background = vips_array_double_new(white, 3);
    int result = vips_flatten(in, out, "background", background, NULL);
    vips_area_unref(VIPS_AREA(background));
    return result;
}

static inline int photostead_vips_autorotate(VipsImage *in, VipsImage **out) { return vips_autorot(in, out, NULL); }

static inline int photostead_vips_to_srgb(VipsImage *in, VipsImage **out) {
    return vips_colourspace(in, out, VIPS_INTERPRETATION_sRGB, NULL);
}

/// A JPEG without metadata; `*bytes` is freed with g_free.
static inline int photostead_vips_jpeg(VipsImage *in, void **bytes, size_t *count, int quality) {
    return vips_jpegsave_buffer(in, bytes, count, "Q", quality, "strip", TRUE, NULL);
}

/// Decodes everything that is left of an opened picture and throws it away.
static inline int photostead_vips_drain(VipsImage *in) {
    double average;
    return vips_avg(in, &average, NULL);
}

static inline void photostead_vips_release(VipsImage *image) { g_object_unref(image); }

/// VIPS_INIT is a macro.
static inline int photostead_vips_start(void) { return VIPS_INIT("photostead-worker"); }

static inline int photostead_vips_copy(VipsImage *in, VipsImage **out) { return vips_copy(in, out, NULL); }
