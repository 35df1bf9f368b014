import CMicrohttpd
import Glibc
import Platform

/// An answer in the form libmicrohttpd sends.
final class PreparedAnswer: @unchecked Sendable {
    let status: Status
    let announcedLength: Int64?
    private let response: OpaquePointer

    /// - Returns: nil when there is no memory or no descriptor left, or when the server stops.
    init?(_ answer: Answer, closes: Bool, feed: (ResponseBody) -> (any BodyFeed)?) {
        guard let response = Self.response(answer, feed) else { return nil }
        self.response = response
        status = answer.status
        announcedLength = answer.announcedLength
        for field in answer.headers.fields {
            MHD_add_response_header(response, field.name, Self.cleaned(field.value))
        }
        if closes || answer.closes { MHD_add_response_header(response, "Connection", "close") }
    }

    deinit { MHD_destroy_response(response) }

    /// Hands the answer to libmicrohttpd; on a pool thread, inside the access handler.
    func queue(on connection: OpaquePointer) -> MHD_Result {
        MHD_queue_response(connection, UInt32(status.code), response)
    }

    private static func response(_ answer: Answer, _ feed: (ResponseBody) -> (any BodyFeed)?) -> OpaquePointer? {
        switch answer.body {
        case .none: return bodiless(answer.announcedLength)
        case .events, .stream:
            return feed(answer.body).flatMap { makeResponse($0, length: answer.announcedLength, block: 64 << 10) }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { buffer in
                // Copied by libmicrohttpd, never written to.
                MHD_create_response_from_buffer(
                    buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
            }
        case .file(let file, let offset, let length) where length <= smallFile:
            return smallFile(file, offset, Int(length))
        case .file(let file, let offset, let length):
            return file.withDuplicate { number in
                MHD_create_response_from_fd_at_offset64(UInt64(length), number, UInt64(offset))
            }
        }
    }

    /// Up to here one read and one write for head and body together beat a descriptor of its own and sendfile.
    private static let smallFile: Int64 = 64 << 10

    /// - Returns: nil when the file is shorter than it was said to be.
    private static func smallFile(_ file: Descriptor, _ offset: Int64, _ length: Int) -> OpaquePointer? {
        guard let buffer = malloc(max(length, 1)) else { return nil }
        // The reason is lost with the file; the client sees the connection end.
        let count = try? file.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: length), at: offset)
        let response = count == length ? MHD_create_response_from_buffer(length, buffer, .RESPMEM_MUST_FREE) : nil
        if response == nil { free(buffer) }
        return response
    }

    /// What HEAD and 304 get.
    private static func bodiless(_ length: Int64?) -> OpaquePointer? {
        if length == 0 { return MHD_create_response_from_buffer(0, nil, .RESPMEM_PERSISTENT) }
        let response = makeResponse(LengthOnly(), length: length, block: 1024)
        // 0.9.75 would send the last chunk of an empty chunked body even to HEAD.
        if length == nil, let response { photostead_end_by_closing(response) }
        return response
    }

    /// A header must not carry a line end or another control character, whoever wrote it.
    private static func cleaned(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return value }
        return String(decoding: value.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }
}

extension Descriptor {
    /// A descriptor of its own for somebody who closes it; closed here when nothing was made of it.
    fileprivate func withDuplicate(_ body: (Int32) -> OpaquePointer?) -> OpaquePointer? {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return nil }
        if let made = body(copy) { return made }
        close(copy)
        return nil
    }
}
