#include "CExiv2Shim.h"

#include <exiv2/exiv2.hpp>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

/// A tag under the name that exiv2 spells for it: spelling takes longer than reading, so it is done once.
struct NamedTag {
    std::string name;
    const Exiv2::Metadatum *tag;
};

/// Tags without a value are as good as absent.
template <typename Family> std::vector<NamedTag> spelled(const Family &family) {
    std::vector<NamedTag> tags;
    tags.reserve(family.count());
    for (const auto &tag : family) {
        if (tag.count() > 0) tags.push_back({tag.key(), &tag});
    }
    return tags;
}

// Out of memory while reporting an error: the words are lost, the failure must not be.
char out_of_memory[] = "out of memory";

char *message(const char *text) {
    char *copy = strdup(text);
    return copy ? copy : out_of_memory;
}

}  // namespace

struct photostead_tags {
    std::unique_ptr<Exiv2::Image> image;

    explicit photostead_tags(std::unique_ptr<Exiv2::Image> image) : image(std::move(image)) {}

    const std::vector<NamedTag> &named(photostead_tag_family family) {
        auto &tags = names[family];
        if (!is_spelled[family]) {
            is_spelled[family] = true;
            switch (family) {
            case photostead_exif: tags = spelled(image->exifData()); break;
            case photostead_xmp: tags = spelled(image->xmpData()); break;
            case photostead_iptc: tags = spelled(image->iptcData()); break;
            }
        }
        return tags;
    }

    /// The tags of the family that the name tells.
    const std::vector<NamedTag> &alike(const char *name) {
        if (name[0] == 'E') return named(photostead_exif);
        return named(name[0] == 'X' ? photostead_xmp : photostead_iptc);
    }

    const Exiv2::Metadatum *find(const char *name) {
        for (const auto &candidate : alike(name)) {
            if (candidate.name == name) return candidate.tag;
        }
        return nullptr;
    }

    /// Spells a value; the stream is kept, because making one takes longer than most values.
    const char *spell(const Exiv2::Metadatum &tag) {
        stream.str(std::string());
        stream.clear();
        tag.value().write(stream);
        return keep(stream.str());
    }

    const char *keep(std::string words) {
        text = std::move(words);
        return text.c_str();
    }

    std::unique_ptr<Exiv2::PreviewImage> preview;

private:
    std::vector<NamedTag> names[3];
    bool is_spelled[3] = {false, false, false};
    std::ostringstream stream;
    std::string text;
};

namespace {

/// Runs `body`; what exiv2 cannot tell is not there.
template <typename Result, typename Body> Result guarded(Result otherwise, const Body &body) {
    try {
        return body();
    } catch (...) {
        return otherwise;
    }
}

/// Whether the elements of the value are texts of their own; of others exiv2 counts bytes or languages.
bool is_list(const Exiv2::Metadatum &tag) {
    const auto type = tag.typeId();
    return type == Exiv2::xmpBag || type == Exiv2::xmpSeq || type == Exiv2::xmpAlt;
}

size_t value_count(photostead_tags &tags, const char *name) {
    if (name[0] == 'I') {
        size_t count = 0;
        for (const auto &candidate : tags.alike(name)) count += candidate.name == name;
        return count;
    }
    const auto *tag = tags.find(name);
    if (!tag) return 0;
    return is_list(*tag) ? static_cast<size_t>(tag->count()) : 1;
}

const char *value_at(photostead_tags &tags, const char *name, size_t index) {
    if (name[0] == 'I') {
        for (const auto &candidate : tags.alike(name)) {
            if (candidate.name == name && index-- == 0) return tags.spell(*candidate.tag);
        }
        return nullptr;
    }
    const auto *tag = tags.find(name);
    if (!tag) return nullptr;
    return is_list(*tag) ? tags.keep(tag->toString(static_cast<long>(index))) : tags.spell(*tag);
}

}  // namespace

extern "C" {

bool photostead_tags_prepare(void) {
    return guarded(false, [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
#ifdef EXV_ENABLE_BMFF
        Exiv2::enableBMFF(true);
#endif
        return Exiv2::XmpParser::initialize();
    });
}

photostead_tags *photostead_tags_read(const uint8_t *bytes, size_t count, char **complaint) {
    try {
        std::unique_ptr<Exiv2::Image> image(Exiv2::ImageFactory::open(bytes, count).release());
        image->readMetadata();
        return new photostead_tags(std::move(image));
    } catch (const std::exception &error) {
        *complaint = message(error.what());
    } catch (...) {
        *complaint = message("an unknown exception");
    }
    return nullptr;
}

void photostead_tags_free(photostead_tags *tags) { delete tags; }

void photostead_tags_text_free(char *text) {
    if (text != out_of_memory) free(text);
}

bool photostead_tags_has(const photostead_tags *tags, photostead_tag_family family) {
    switch (family) {
    case photostead_exif: return !tags->image->exifData().empty();
    case photostead_xmp: return !tags->image->xmpData().empty();
    case photostead_iptc: return !tags->image->iptcData().empty();
    }
    return false;
}

uint32_t photostead_tags_width(const photostead_tags *tags) { return static_cast<uint32_t>(tags->image->pixelWidth()); }

uint32_t photostead_tags_height(const photostead_tags *tags) {
    return static_cast<uint32_t>(tags->image->pixelHeight());
}

size_t photostead_tags_count(photostead_tags *tags, photostead_tag_family family) {
    return guarded(size_t(0), [&] { return tags->named(family).size(); });
}

const char *photostead_tags_name(photostead_tags *tags, photostead_tag_family family, size_t index) {
    return guarded<const char *>(nullptr, [&] { return tags->named(family).at(index).name.c_str(); });
}

const char *photostead_tags_value(photostead_tags *tags, const char *name) {
    return guarded<const char *>(nullptr, [&]() -> const char * {
        const auto *tag = tags->find(name);
        return tag ? tags->spell(*tag) : nullptr;
    });
}

size_t photostead_tags_value_count(photostead_tags *tags, const char *name) {
    return guarded(size_t(0), [&] { return value_count(*tags, name); });
}

const char *photostead_tags_value_at(photostead_tags *tags, const char *name, size_t index) {
    return guarded<const char *>(nullptr, [&] { return value_at(*tags, name, index); });
}

const uint8_t *photostead_tags_preview(photostead_tags *tags, size_t *count) {
    return guarded<const uint8_t *>(nullptr, [&]() -> const uint8_t * {
        if (!tags->preview) {
            const Exiv2::PreviewManager previews(*tags->image);
            // From the smallest to the largest.
            const auto list = previews.getPreviewProperties();
            if (list.empty()) return nullptr;
            tags->preview.reset(new Exiv2::PreviewImage(previews.getPreviewImage(list.back())));
        }
        *count = tags->preview->size();
        return tags->preview->pData();
    });
}

}  // extern "C"
