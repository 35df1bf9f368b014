import FoundationEssentials
import Model
import Platform

/// Where the server that has a library open listens, and the token that lets other verbs talk to it.
struct ServerAddress: Sendable, Codable {
    /// `http://127.0.0.1:8080/`.
    let listening: String
    let pid: Int32

    static let fileName = "server.json"
    static let tokenName = "api-token"

    /// What a verb needs to ask the server.
    struct Access: Sendable {
        let address: ServerAddress
        let token: String
    }

    /// - Returns: nil when no server has written its address into the library folder.
    static func read(in data: String) throws -> Access? {
        let folder = try Folder(path: data)
        guard let bytes = try content(of: fileName, in: folder), let token = try content(of: tokenName, in: folder)
        else { return nil }
        let address = try JSONDecoder().decode(ServerAddress.self, from: Data(bytes))
        return Access(address: address, token: String(decoding: token, as: UTF8.self).filter { !$0.isWhitespace })
    }

    func write(in folder: Folder) throws {
        let bytes = Array(try JSONEncoder().encode(self))
        try SafeFile.replaceContents(of: Array(Self.fileName.utf8), in: folder, with: bytes, mode: 0o600)
    }

    /// The token of the library, made at the first start (0600).
    static func token(in folder: Folder) throws -> String {
        if let known = try content(of: tokenName, in: folder), !known.isEmpty {
            return String(decoding: known, as: UTF8.self).filter { !$0.isWhitespace }
        }
        let token = Hex.encode((0..<32).map { _ in UInt8.random(in: .min ... .max) })
        try SafeFile.replaceContents(
            of: Array(tokenName.utf8), in: folder, with: Array((token + "\n").utf8), mode: 0o600)
        return token
    }

    private static func content(of name: String, in folder: Folder) throws -> [UInt8]? {
        guard let path = RelativePath(name), try folder.status(of: path) != nil else { return nil }
        return try folder.openFile(path).readAll(limit: 4096)
    }
}
