#include <gexiv2/gexiv2.h>

/// g_object_unref takes a gpointer that Swift's importer gives another type for each class.
static inline void photostead_release_metadata(GExiv2Metadata *metadata) { g_object_unref(metadata); }

static inline void photostead_release_preview(GExiv2PreviewImage *image) { g_object_unref(image); }
