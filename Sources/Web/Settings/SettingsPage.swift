import Engine
import Templating

/// `/settings`: appearance, caches, what runs here.
struct SettingsPage: PageModel {
    var cache: CacheFigures
    var renditions: [RenditionFigures]
    var settings: [SettingDocument] = []
    /// Facts about this server: version, data folder, address. Shown in order.
    var about: [(name: String, value: String)]
    /// What was refused, by the key of its setting.
    var refused: [String: RefusedSetting] = [:]

    var title: String { "Settings" }
    var place: Place? { .settings }
    var template: String { "settings/index" }

    func value(_ context: PageContext) -> TemplateValue {
        cache.value.merging([
            "APPEARANCE_ACTION": .text(Route.setAppearance.path), "CLEAN_ACTION": .text(Route.cleanCache.path),
            "THEMES": .section(Appearance.Theme.allCases.map { theme($0, context.appearance.theme) }),
            "RENDITIONS": .section(renditions.map(\.value)),
            "RENDITION_TOTAL": .text(Numbers.bytes(renditions.reduce(0) { $0 + $1.bytes })),
            "LIBRARY_ACTION": .text(Route.setLibrary.path), "SETTINGS": .section(settings.map(field)),
            "FACTS": .section(about.map { ["FACT": .text($0.name), "FACT_VALUE": .text($0.value)] }),
        ])
    }

    private func field(_ setting: SettingDocument) -> TemplateValue {
        let refused = refused[setting.key]
        return [
            "SETTING_KEY": .text(setting.key), "SETTING_TITLE": .text(setting.title),
            "SETTING_WORDS": .text(setting.words), "SETTING_LEAST": .number(setting.least),
            "SETTING_MOST": .number(setting.most),
            "SETTING_VALUE": .text(refused?.text ?? setting.value.map(String.init) ?? ""),
            "HAS_SETTING_PROBLEM": .when(refused != nil),
            "SETTING_PROBLEM": (refused?.problem).content(for: setting.key),
        ]
    }

    private func theme(_ theme: Appearance.Theme, _ current: Appearance.Theme) -> TemplateValue {
        let name =
            switch theme {
            case .system: "As the system"
            case .light: "Light"
            case .dark: "Dark"
            }
        return ["THEME_VALUE": .text(theme.rawValue), "THEME_NAME": .text(name), "IS_CHECKED": .when(theme == current)]
    }
}

/// What somebody entered for a setting, and why it was not taken.
struct RefusedSetting: Sendable {
    var text: String
    var problem: FieldProblem
}

/// How well the hash cache works, since the server started.
struct CacheFigures: Sendable, Hashable {
    var memoryHits: Int
    var tableHits: Int
    var misses: Int
    /// Rows in the table.
    var entries: Int
    /// Bytes of its database file.
    var bytes: Int64

    private var lookups: Int { memoryHits + tableHits + misses }

    private func rate(_ hits: Int) -> String {
        "\(Numbers.decimal(Double(hits) / Double(max(1, lookups)) * 100, 1)) %"
    }

    var value: TemplateValue {
        [
            "CACHE_WAS_ASKED": .when(lookups > 0), "CACHE_IS_FRESH": .when(lookups == 0),
            "CACHE_RATE": .text(rate(memoryHits + tableHits)), "CACHE_MEMORY_RATE": .text(rate(memoryHits)),
            "CACHE_TABLE_RATE": .text(rate(tableHits)), "CACHE_MEMORY_HITS": .text(Numbers.count(memoryHits)),
            "CACHE_TABLE_HITS": .text(Numbers.count(tableHits)), "CACHE_MISSES": .text(Numbers.count(misses)),
            "CACHE_MISS_RATE": .text(rate(misses)), "CACHE_ENTRIES": .text(Numbers.count(entries, "file")),
            "CACHE_BYTES": .text(Numbers.bytes(bytes)), "CACHE_LOOKUPS": .text(Numbers.count(lookups)),
            "CACHE_MEMORY_WIDTH": .number(width(memoryHits)), "CACHE_TABLE_WIDTH": .number(width(tableHits)),
            "CACHE_TABLE_START": .number(width(memoryHits)),
        ]
    }

    /// Of 1,000 units.
    private func width(_ hits: Int) -> Int { lookups == 0 ? 0 : Int(Double(hits) / Double(lookups) * 1000) }
}

/// The pictures of one size in the cache folder.
struct RenditionFigures: Sendable, Hashable {
    /// `Thumbnails, 256 pixels`
    var name: String
    var count: Int
    var bytes: Int64

    var value: TemplateValue {
        [
            "RENDITION": .text(name), "RENDITION_COUNT": .text(Numbers.count(count, "picture")),
            "RENDITION_BYTES": .text(Numbers.bytes(bytes)),
        ]
    }
}
