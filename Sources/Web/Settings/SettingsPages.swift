import Engine
import HTTP
import Model
import Platform
import Renditions
import Storages

/// Shows and changes settings.
struct SettingsPages: FramedPages {
    let responder: Responder
    let hashCache: HashCache
    let renditions: any RenditionSource
    let storages: StorageListing
    let settings: LibrarySettings
    /// What the program says of itself.
    let about: [(name: String, value: String)]

    func answer(_ address: SettingsRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .page: try page(visit)
        case .appearance: try setAppearance(visit)
        case .cleanCache: try cleanCache(visit)
        case .library: try setLibrary(visit)
        }
    }

    private func page(_ visit: Visit) throws -> Response { try show(try page(), visit) }

    private func page() throws -> SettingsPage {
        let figures = try hashCache.figures()
        let cache = CacheFigures(
            memoryHits: figures.memoryHits, tableHits: figures.tableHits, misses: figures.misses,
            entries: figures.rows, bytes: figures.bytes)
        let names: [RenditionSize: String] = [
            .thumbnail: "Thumbnails, 256 pixels", .grid: "Grid, 640 pixels", .preview: "Previews, 2,048 pixels",
        ]
        let pictures = try RenditionSize.allCases.map { size in
            let (count, bytes) = try self.renditions.figures(size)
            return RenditionFigures(name: names[size] ?? "", count: count, bytes: bytes)
        }
        return SettingsPage(cache: cache, renditions: pictures, settings: try settings.all(), about: about)
    }

    /// Every setting whose field the form has; one that is refused says why, the others hold.
    private func setLibrary(_ visit: Visit) throws -> Response {
        var refused: [String: RefusedSetting] = [:]
        for setting in try settings.all() {
            guard let text = visit.field(setting.key) else { continue }
            do { _ = try settings.set(setting.key, to: String(text.trimmingBlanks)) } catch let refusal as Refusal {
                refused[setting.key] = RefusedSetting(
                    text: text, problem: FieldProblem(field: setting.key, refusal))
            }
        }
        guard !refused.isEmpty else { return redirect(to: .settings, visit, Flash(.good, "The settings were saved.")) }
        var page = try page()
        page.refused = refused
        return try show(page, visit, .unprocessable)
    }

    private func setAppearance(_ visit: Visit) throws -> Response {
        let theme = Appearance.Theme(rawValue: try visit.required("theme")) ?? .system
        var cookie = SetCookie("theme", theme.rawValue, maxAge: 10 * 365 * 86400)
        // The script that switches at once reads and writes it too.
        cookie.isHTTPOnly = false
        return redirect(to: .settings, visit).setting(cookie)
    }

    private func cleanCache(_ visit: Visit) throws -> Response {
        let removed = try HashCacheCleaning(storages: try storages.rows()).run(hashCache)
        return redirect(
            to: .settings, visit, Flash(.good, "\(Numbers.count(removed, "entry", "entries")) removed."))
    }
}
