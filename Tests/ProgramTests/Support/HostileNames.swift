import Foundation
import Glibc
import TestSupport

/// Names that have broken other programs, as bytes.
enum HostileNames {
    static let all = texts.map { Array($0.utf8) } + bytes

    private static let texts: [String] = [
        "new\nline.jpg", "carriage\rreturn.jpg", "quote'single.jpg", "quote\"double.jpg", "back\\slash.jpg",
        "<script>alert(1).jpg", "\"><img src=x onerror=alert(1)>.jpg", "&amp;&lt;.jpg", "{{NAME}}.jpg",
        "smile 😀👨‍👩‍👧.jpg", "right\u{202E}gpj.jpg", " leading space.jpg", "trailing space .jpg", "-rf.jpg", "--.jpg",
        "percent%00%2f.jpg", "question?.jpg", "hash#.jpg", "semi;colon.jpg", "$(touch x).jpg", "`id`.jpg", "*.jpg",
        "a=b&c=d.jpg", "tab\there.jpg", "\u{1}\u{7F}.jpg", "nfc-\u{E9}.jpg", "nfc-e\u{301}.jpg",
    ]

    /// No UTF-8, and the longest that a file system takes.
    private static let bytes: [[UInt8]] = [
        [0xFF, 0xFE], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [UInt8](repeating: UInt8(ascii: "x"), count: 251),
        [0xC3, 0xA9] + [UInt8](repeating: UInt8(ascii: "y"), count: 249),
    ].map { (name: [UInt8]) in name + [0x2E, 0x6A, 0x70, 0x67] }

    /// A photo under each of the names.
    static func fill(_ folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (number, name) in all.enumerated() {
            let plain = folder + "/plain.jpg"
            try Data(TinyPhoto.jpeg(number: 5000 + number)).write(to: URL(fileURLWithPath: plain))
            try rename(plain, to: Array(folder.utf8) + [UInt8(ascii: "/")] + name)
        }
    }

    static func rename(_ path: String, to bytes: [UInt8]) throws {
        let target = (bytes + [0]).map { CChar(bitPattern: $0) }
        guard Glibc.rename(path, target) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }
}
