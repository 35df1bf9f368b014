#pragma once
// The value of a page as ctemplate asks for it, read from one flat buffer that Swift wrote.
//
//   scope   := u32 number of entries, entry...
//   entry   := u8 kind, u8 length of name, name, body
//   text    (0) := u32 length, bytes
//   section (1) := u32 number of scopes, scope...
//   include (2) := u8 length of template name, template name, NUL, u32 number of scopes, scope...
//
// Numbers are little endian and unaligned. A name that a scope lacks is looked up in the scope around it.
#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_string.h>

#include <cstdint>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <string>
#include <vector>

namespace photostead {

enum class Kind : uint8_t { text = 0, section = 1, include = 2 };

class Scope;

/// One name of a scope; everything points into the buffer.
struct Entry {
    Kind kind;
    uint8_t name_length;
    const char *name;
    const char *text;        // the text, or the NUL-terminated name of the included template
    uint32_t text_length;
    uint32_t scope_count;
    const Scope *scopes;     // consecutive
};

class Scope final : public ctemplate::TemplateDictionaryInterface {
public:
    ctemplate::TemplateString GetValue(const ctemplate::TemplateString &name) const override {
        const Entry *entry = find(name, Kind::text);
        return entry ? ctemplate::TemplateString(entry->text, entry->text_length) : ctemplate::TemplateString("", 0);
    }
    bool IsHiddenSection(const ctemplate::TemplateString &name) const override {
        return !IsUnhiddenSection(name);
    }
    bool IsUnhiddenSection(const ctemplate::TemplateString &name) const override {
        const Entry *entry = find(name, Kind::section);
        return entry && entry->scope_count > 0;
    }
    bool IsHiddenTemplate(const ctemplate::TemplateString &name) const override {
        const Entry *entry = find(name, Kind::include);
        return !entry || entry->scope_count == 0;
    }
    const char *GetIncludeTemplateName(const ctemplate::TemplateString &name, int) const override {
        const Entry *entry = find(name, Kind::include);
        return entry ? entry->text : "";
    }
    Iterator *CreateSectionIterator(const ctemplate::TemplateString &name) const override {
        return new ScopeIterator(find(name, Kind::section));
    }
    Iterator *CreateTemplateIterator(const ctemplate::TemplateString &name) const override {
        return new ScopeIterator(find(name, Kind::include));
    }
    void DumpToString(std::string *out, int) const override { out->append("(value)"); }

    const Scope *parent = nullptr;
    const Entry *entries = nullptr;
    uint32_t count = 0;

private:
    class ScopeIterator final : public Iterator {
    public:
        explicit ScopeIterator(const Entry *entry)
            : next(entry ? entry->scopes : nullptr), left(entry ? entry->scope_count : 0) {}
        bool HasNext() const override { return left > 0; }
        const ctemplate::TemplateDictionaryInterface &Next() override {
            left -= 1;
            return *next++;
        }

    private:
        const Scope *next;
        uint32_t left;
    };

    const Entry *find(const ctemplate::TemplateString &name, Kind kind) const {
        const size_t length = name.size();
        const char *bytes = name.data();
        for (const Scope *scope = this; scope; scope = scope->parent) {
            for (const Entry *entry = scope->entries, *end = entry + scope->count; entry < end; ++entry) {
                if (entry->kind == kind && entry->name_length == length
                    && std::memcmp(entry->name, bytes, length) == 0) {
                    return entry;
                }
            }
        }
        return nullptr;
    }
};

/// All scopes of one encoded value.
class Value {
public:
    Value(const uint8_t *bytes, size_t count) : at(bytes), end(bytes + count) {
        scopes.emplace_back(1);
        read(scopes.back()[0], nullptr, 0);
    }
    const Scope &root() const { return scopes.front()[0]; }

private:
    static constexpr int deepest = 32;
    const uint8_t *at;
    const uint8_t *end;
    std::deque<std::vector<Scope>> scopes;
    std::deque<std::vector<Entry>> entries;

    const char *take(size_t count) {
        if (static_cast<size_t>(end - at) < count) throw std::runtime_error("the encoded value is cut short");
        const char *start = reinterpret_cast<const char *>(at);
        at += count;
        return start;
    }
    uint8_t byte() { return static_cast<uint8_t>(*take(1)); }
    uint32_t number() {
        const uint8_t *b = reinterpret_cast<const uint8_t *>(take(4));
        return uint32_t(b[0]) | uint32_t(b[1]) << 8 | uint32_t(b[2]) << 16 | uint32_t(b[3]) << 24;
    }

    void read(Scope &scope, const Scope *parent, int depth) {
        if (depth > deepest) throw std::runtime_error("the value is nested too deeply");
        const uint32_t count = number();
        // Two bytes is the least an entry takes, so a wrong number cannot ask for much memory.
        if (count > static_cast<size_t>(end - at) / 2) throw std::runtime_error("the encoded value is cut short");
        entries.emplace_back(count);
        Entry *list = entries.back().data();
        scope.parent = parent;
        scope.entries = list;
        scope.count = count;
        for (uint32_t index = 0; index < count; ++index) read(list[index], scope, depth);
    }

    void read(Entry &entry, const Scope &around, int depth) {
        entry = Entry{};
        entry.kind = static_cast<Kind>(byte());
        entry.name_length = byte();
        entry.name = take(entry.name_length);
        switch (entry.kind) {
        case Kind::text:
            entry.text_length = number();
            entry.text = take(entry.text_length);
            return;
        case Kind::include:
            entry.text_length = byte();
            entry.text = take(entry.text_length + 1u);
            break;
        case Kind::section:
            break;
        default:
            throw std::runtime_error("the encoded value has an entry of unknown kind");
        }
        entry.scope_count = number();
        if (entry.scope_count > static_cast<size_t>(end - at) / 4) {
            throw std::runtime_error("the encoded value is cut short");
        }
        if (entry.scope_count == 0) return;
        scopes.emplace_back(entry.scope_count);
        std::vector<Scope> &list = scopes.back();
        entry.scopes = list.data();
        for (Scope &scope : list) read(scope, &around, depth + 1);
    }
};

}  // namespace photostead
