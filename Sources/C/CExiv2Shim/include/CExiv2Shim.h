#pragma once
// exiv2 is C++ and throws; no exception may cross a Swift frame, so everything is caught here.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The metadata of one file or block; one object is used by one thread at a time.
typedef struct photostead_tags photostead_tags;

typedef enum { photostead_exif, photostead_xmp, photostead_iptc } photostead_tag_family;

/// Prepares exiv2 and silences it; once, before everything else.
/// Returns false when it cannot read XMP.
bool photostead_tags_prepare(void);

/// Reads the metadata of a file or block in memory, which must outlive the result.
/// Returns NULL when exiv2 cannot, with its reason in `*complaint` (to be freed by `photostead_tags_text_free`).
photostead_tags *_Nullable photostead_tags_read(
    const uint8_t *_Nullable bytes, size_t count, char *_Nullable *_Nonnull complaint);
void photostead_tags_free(photostead_tags *_Nonnull tags);
void photostead_tags_text_free(char *_Nullable text);

/// Whether there is a tag of this family.
bool photostead_tags_has(const photostead_tags *_Nonnull tags, photostead_tag_family family);

/// Pixels as they stand in the header of the container; 0 = unknown.
uint32_t photostead_tags_width(const photostead_tags *_Nonnull tags);
uint32_t photostead_tags_height(const photostead_tags *_Nonnull tags);

/// How many tags of a family there are, and the name of each, as `Exif.Image.Make`. Tags occur as often as they stand
/// in the file; the name lives as long as `tags`, NULL = it has none.
size_t photostead_tags_count(photostead_tags *_Nonnull tags, photostead_tag_family family);
const char *_Nullable photostead_tags_name(
    photostead_tags *_Nonnull tags, photostead_tag_family family, size_t index);

/// The value of the first tag of this name in exiv2's notation, valid until the next call; NULL = there is none.
const char *_Nullable photostead_tags_value(photostead_tags *_Nonnull tags, const char *_Nonnull name);

/// How many values the tags of this name have: elements of a list of XMP, repetitions of IPTC, one of EXIF.
size_t photostead_tags_value_count(photostead_tags *_Nonnull tags, const char *_Nonnull name);
/// One of them, valid until the next call; NULL = it cannot be spelled.
const char *_Nullable photostead_tags_value_at(
    photostead_tags *_Nonnull tags, const char *_Nonnull name, size_t index);

/// The largest of the pictures that are embedded as previews, which lives as long as `tags`; NULL = there is none.
const uint8_t *_Nullable photostead_tags_preview(photostead_tags *_Nonnull tags, size_t *_Nonnull count);

#ifdef __cplusplus
}
#endif
