import CMicrohttpd
import Glibc

/// Reads the head of a request out of libmicrohttpd.
///
/// 0.9.75 takes header lines for C strings, so a NUL would hide the rest of a line, and it joins folded lines. All
/// strings still lie in the buffer they were received in, one behind the other, with line ends overwritten by NULs:
/// where two neighbours do not touch, something was hidden.
struct HeadCollector {
    private(set) var headers = Headers()
    private(set) var isIntact: Bool
    /// Where the last piece ended.
    private var end: UnsafePointer<CChar>
    private var isFirst = true

    /// - Parameters: the pieces of the request line as libmicrohttpd left them in its buffer.
    init(
        method: UnsafePointer<CChar>, target: UnsafePointer<CChar>, targetLength: Int, version: UnsafePointer<CChar>
    ) {
        isIntact = method + strlen(method) + 1 == target && target + targetLength + 1 == version
        end = version + strlen(version)
        headers.reserve(16)
    }

    /// Takes the headers of a connection over.
    mutating func collect(_ connection: OpaquePointer, method: UnsafePointer<CChar>) {
        withUnsafeMutablePointer(to: &self) { pointer in
            _ = MHD_get_connection_values_n(connection, .HEADER_KIND, takeHeader, pointer)
        }
        // The last line end and the empty line: two to four bytes.
        let rest = method + photostead_header_size(connection) - end
        if rest < 2 || rest > 4 { isIntact = false }
    }

    fileprivate mutating func take(
        _ name: UnsafePointer<CChar>, _ nameSize: Int, _ value: UnsafePointer<CChar>, _ valueSize: Int
    ) {
        let gap = name - end
        // CR LF, or the bare LF libmicrohttpd takes for it.
        if gap != 1 && gap != 2 { isIntact = false }
        headers.add(Self.text(name, nameSize), Self.text(value, valueSize))
        end = value + valueSize
    }

    private static func text(_ start: UnsafePointer<CChar>, _ size: Int) -> String {
        String(decoding: UnsafeRawBufferPointer(start: start, count: size), as: UTF8.self)
    }
}

private func takeHeader(
    context: UnsafeMutableRawPointer?, kind: MHD_ValueKind, name: UnsafePointer<CChar>?, nameSize: Int,
    value: UnsafePointer<CChar>?, valueSize: Int
) -> MHD_Result {
    guard let context, let name, let value else { return .YES }
    context.assumingMemoryBound(to: HeadCollector.self).pointee.take(name, nameSize, value, valueSize)
    return .YES
}
