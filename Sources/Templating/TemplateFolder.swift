import FoundationEssentials
import Glibc

/// What tells that a file was edited.
struct FileStamp: Equatable, Sendable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int
}

/// One template as it lies on disk.
struct TemplateFile: Sendable {
    let text: [UInt8]
    let stamp: FileStamp
}

/// The folder of templates on disk.
struct TemplateFolder {
    let path: String

    /// Every template by its name: the path below the folder without `.html`.
    func files() throws(TemplateError) -> [String: TemplateFile] {
        var result: [String: TemplateFile] = [:]
        for (name, stamp) in try stamps() {
            do {
                let text = try Data(contentsOf: URL(filePath: "\(path)/\(name).html"))
                result[name] = TemplateFile(text: [UInt8](text), stamp: stamp)
            } catch {
                throw TemplateError(file: "\(name).html", reason: "it cannot be read: \(error)")
            }
        }
        guard !result.isEmpty else { throw TemplateError(file: path, reason: "there is no template in this folder") }
        return result
    }

    /// When each template was last changed.
    func stamps() throws(TemplateError) -> [String: FileStamp] {
        var result: [String: FileStamp] = [:]
        do {
            for file in try FileManager.default.subpathsOfDirectory(atPath: path) where file.hasSuffix(".html") {
                var facts = stat()
                guard stat("\(path)/\(file)", &facts) == 0 else { continue }
                result[String(file.dropLast(5))] = FileStamp(
                    seconds: facts.st_mtim.tv_sec, nanoseconds: facts.st_mtim.tv_nsec, size: Int(facts.st_size))
            }
        } catch {
            throw TemplateError(file: path, reason: "the folder of templates cannot be read: \(error)")
        }
        return result
    }
}
