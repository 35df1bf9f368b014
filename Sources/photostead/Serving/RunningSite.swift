import Composition
import Glibc
import HTTP
import Model
import Platform
import Storages
import Store
import Templating
import Web

/// The server with everything behind it, from start to stop.
final class RunningSite: Sendable {
    /// `http://127.0.0.1:8080/`.
    let address: String
    private let site: Site
    private let server: Server
    private let background: BackgroundWork

    /// - Throws: `TemplateError`, `FileError`, `ServerError` for a port in use.
    init(_ library: OpenLibrary, _ configuration: Configuration, isDevelopment: Bool) throws {
        let assets = try configuration.assets ?? Programs.assets()
        let templates = try TemplateSet(folder: assets + "/Templates", picksUpEdits: isDevelopment)
        let files = try PublicAssets(folder: assets + "/Public", picksUpEdits: isDevelopment)
        let about = SiteSettings(
            apiToken: try ServerAddress.token(in: library.folder.folder), pickerRoots: PickerRoots.present(),
            about: [
                ("Version", Version.text), ("Library folder", configuration.data),
                ("Cache folder", configuration.cache),
            ])
        site = Site(
            library, about, renderer: PageRenderer(templates: templates, assets: files), assets: files)
        let settings = Self.settings(configuration)
        server = Server(settings, handler: site)
        let port = try server.start()
        let host = settings.address.contains(":") ? "[\(settings.address)]" : settings.address
        address = "http://\(host):\(port)/"
        try ServerAddress(listening: address, pid: getpid()).write(in: library.folder.folder)
        background = try BackgroundWork(library)
        background.start()
    }

    /// Refuses what can be refused before the library is opened, and so perhaps made.
    ///
    /// - Throws: `Refusal` for assets that are not there, `ServerError` for a port in use.
    static func check(_ configuration: Configuration) throws {
        let assets = try configuration.assets ?? Programs.assets()
        do { _ = try Folder(path: assets + "/Templates") } catch let error as FileError {
            throw Refusal.setting(
                error.subject ?? assets, error.reason, hint: "Name the folder with Templates and Public by --assets.")
        }
        try Server.check(settings(configuration))
    }

    private static func settings(_ configuration: Configuration) -> ServerConfiguration {
        var settings = ServerConfiguration()
        settings.address = configuration.bind == "localhost" ? "127.0.0.1" : configuration.bind
        settings.port = UInt16(configuration.port)
        return settings
    }

    func stop() {
        background.stop()
        site.close()
        server.stop()
    }
}
