#pragma once
// ctemplate is C++ and throws; no exception may cross a Swift frame, so everything is caught here.
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Parsed templates; after `photostead_templates_freeze` any thread may render from them.
typedef struct photostead_templates photostead_templates;

photostead_templates *_Nullable photostead_templates_new(void);
void photostead_templates_free(photostead_templates *_Nullable templates);

/// Parses one template and keeps it under `name`.
/// Returns NULL when it is well, else what ctemplate complained of (to be freed by `photostead_template_text_free`).
char *_Nullable photostead_templates_add(
    photostead_templates *_Nonnull templates, const char *_Nonnull name, const uint8_t *_Nullable text,
    size_t count);

/// No template can be added from here on; rendering needs no lock.
void photostead_templates_freeze(photostead_templates *_Nonnull templates);

/// Renders template `name` with an encoded value (see value.h) into `*out`, `*out_count` bytes, which the caller
/// frees by `photostead_template_bytes_free`.
/// Returns NULL when it is well, else the reason (freed as above).
char *_Nullable photostead_templates_render(
    const photostead_templates *_Nonnull templates, const char *_Nonnull name, const uint8_t *_Nullable value,
    size_t value_count, const uint8_t *_Nullable *_Nonnull out, size_t *_Nonnull out_count,
    void *_Nullable *_Nonnull out_owner);

void photostead_template_text_free(char *_Nullable text);
void photostead_template_bytes_free(void *_Nullable owner);

#ifdef __cplusplus
}
#endif
