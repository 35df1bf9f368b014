import FoundationEssentials
import Model
import Platform

extension JSONWriter {
    /// A path or name, for display where it is no UTF-8.
    mutating func member(_ key: String, name bytes: [UInt8]) { member(key, String(decoding: bytes, as: UTF8.self)) }

    /// The field of a path, and of its exact bytes where it is no UTF-8.
    mutating func relativePath(_ path: RelativePath) {
        member("relative_path", name: path.bytes)
        if !path.isValidUTF8 { member("path_base64", Data(path.bytes).base64EncodedString()) }
    }
}
