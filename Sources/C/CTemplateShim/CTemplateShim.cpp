#include "CTemplateShim.h"

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_emitter.h>
#include <ctemplate/template_enums.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>

#include "value.h"

struct photostead_templates {
    ctemplate::TemplateCache cache;
};

namespace {

/// ctemplate reports parse errors to std::cerr alone; while this lives they are collected instead.
class Complaints {
public:
    Complaints() : lock(mutex()), before(std::cerr.rdbuf(text.rdbuf())) {}
    ~Complaints() { std::cerr.rdbuf(before); }
    std::string str() const { return text.str(); }

private:
    static std::mutex &mutex() {
        static std::mutex shared;
        return shared;
    }
    std::lock_guard<std::mutex> lock;
    std::ostringstream text;
    std::streambuf *before;
};

// Out of memory while reporting an error: the words are lost, the failure must not be.
char out_of_memory[] = "out of memory";

char *message(const char *text) {
    char *copy = strdup(text);
    return copy ? copy : out_of_memory;
}

/// Runs `body` and turns everything thrown into a message.
template <typename Body> char *guarded(const Body &body) {
    try {
        return body();
    } catch (const std::exception &error) {
        return message(error.what());
    } catch (...) {
        return message("an unknown exception");
    }
}

}  // namespace

extern "C" {

photostead_templates *photostead_templates_new(void) {
    try {
        return new photostead_templates;
    } catch (...) {
        return nullptr;
    }
}

void photostead_templates_free(photostead_templates *templates) { delete templates; }

char *photostead_templates_add(photostead_templates *templates, const char *name, const uint8_t *text, size_t count) {
    return guarded([&]() -> char * {
        Complaints complaints;
        const bool parsed = templates->cache.StringToTemplateCache(
            ctemplate::TemplateString(name), ctemplate::TemplateString(reinterpret_cast<const char *>(text), count),
            ctemplate::STRIP_BLANK_LINES);
        const std::string words = complaints.str();
        if (parsed && words.empty()) return nullptr;
        return message(words.empty() ? "it could not be parsed" : words.c_str());
    });
}

void photostead_templates_freeze(photostead_templates *templates) { templates->cache.Freeze(); }

char *photostead_templates_render(
    const photostead_templates *templates, const char *name, const uint8_t *value, size_t value_count,
    const uint8_t **out, size_t *out_count, void **out_owner) {
    return guarded([&]() -> char * {
        const photostead::Value decoded(value, value_count);
        auto text = std::make_unique<std::string>();
        text->reserve(value_count * 3 + 4096);
        ctemplate::StringEmitter emitter(text.get());
        ctemplate::PerExpandData data;
        if (!templates->cache.ExpandNoLoad(
                ctemplate::TemplateString(name), ctemplate::STRIP_BLANK_LINES, &decoded.root(), &data, &emitter)) {
            return message("a template it includes is missing");
        }
        *out = reinterpret_cast<const uint8_t *>(text->data());
        *out_count = text->size();
        *out_owner = text.release();
        return nullptr;
    });
}

void photostead_template_text_free(char *text) {
    if (text != out_of_memory) free(text);
}

void photostead_template_bytes_free(void *owner) { delete static_cast<std::string *>(owner); }

}  // extern "C"
