package import Media
package import Model
import Platform

/// What the tokens of a path template stand for in one unit of files.
package struct TemplateValues: Sendable {
    /// The stem of the lead's name, as bytes.
    package var original: [UInt8]
    /// The extension without its dot, in the case it has.
    package var fileExtension: [UInt8]
    package var taken: CaptureDate?
    package var cameraMake: String?
    package var cameraModel: String?
    package var pictureHash: String
    /// Of the import.
    package var session: String
    /// Number of the unit in its session, from 1.
    package var sequence: Int
    /// The album it comes from, or the folder.
    package var album: String

    /// - Parameter name: of the lead.
    package init(name: [UInt8], facts: Facts, session: String, sequence: Int, album: String) {
        let dot = name.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? name.count
        original = Array(name[..<dot])
        fileExtension = Array(name[dot...].dropFirst())
        taken = facts.taken
        cameraMake = facts.cameraMake
        cameraModel = facts.cameraModel
        pictureHash = facts.pictureHash.value
        self.session = session
        self.sequence = sequence
        self.album = album
    }

    /// Empty when the file does not tell and nothing else can stand there.
    func bytes(_ token: PathTemplate.Token) -> [UInt8] {
        let civil = taken.map { CivilTime(seconds: $0.local) }
        func number(_ value: Int?, _ width: Int) -> [UInt8] { value.map { Array(padded($0, width).utf8) } ?? [] }
        func safe(_ text: String?, else fallback: String) -> [UInt8] {
            let value = SafeName.value(text ?? "")
            return Array((value.isEmpty ? fallback : value).utf8)
        }
        switch token {
        case .year: return civil.map { Array(padded($0.year, 4).utf8) } ?? Array("Undated".utf8)
        case .month: return number(civil?.month, 2)
        case .day: return number(civil?.day, 2)
        case .hour: return number(civil?.hour, 2)
        case .minute: return number(civil?.minute, 2)
        case .camera: return safe(cameraModel ?? cameraMake, else: "Unknown camera")
        case .make: return safe(cameraMake, else: "Unknown make")
        case .session: return safe(session, else: "Import")
        case .original: return original
        case .ext: return fileExtension
        case .hash8: return Array(pictureHash.prefix(8).utf8)
        case .sequence: return Array(padded(sequence, 4).utf8)
        case .album: return safe(album, else: "No album")
        }
    }
}
