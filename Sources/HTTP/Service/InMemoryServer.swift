import Platform

/// A whole request answered without a network, on the caller's thread: pages are tested with it.
package struct InMemoryServer: Sendable {
    private let service: Service

    package init(_ configuration: ServerConfiguration = ServerConfiguration(), handler: any Handler) {
        service = Service(configuration: configuration, handler: handler)
    }

    /// Guard, routing, body, handler and assembling, exactly as on the wire.
    package func answer(_ raw: RawHead, body: [UInt8] = []) -> Answer {
        switch service.admit(raw) {
        case .answered(let answer): return answer
        case .offloaded(let head, let reader), .upload(let head, let reader):
            do throws(BodyFault) {
                let fault = body.withUnsafeBytes { bytes -> BodyFault? in
                    do throws(BodyFault) {
                        try reader.consume(bytes)
                        return nil
                    } catch {
                        return error
                    }
                }
                if let fault { throw fault }
                return service.respond(head, try reader.finish())
            } catch {
                reader.abandon()
                return service.refusal(error, head)
            }
        }
    }

    /// A GET of `target` from this machine.
    package func get(_ target: String, _ headers: Headers = Headers()) -> Answer {
        answer(Self.head("GET", target, headers))
    }

    /// A form sent from a page of this server.
    package func post(_ target: String, form: [(String, String)], _ headers: Headers = Headers()) -> Answer {
        let body = Array(
            form.map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }.joined(separator: "&").utf8)
        return post(target, body: body, type: "application/x-www-form-urlencoded", headers)
    }

    /// Any body sent from a page of this server.
    package func post(_ target: String, body: [UInt8], type: String, _ headers: Headers = Headers()) -> Answer {
        var head = Self.head("POST", target, headers)
        head.headers["Origin"] = "http://localhost"
        head.headers["Content-Type"] = type
        head.headers["Content-Length"] = String(body.count)
        return answer(head, body: body)
    }

    private static func head(_ method: String, _ target: String, _ headers: Headers) -> RawHead {
        var headers = headers
        headers["Host"] = headers["Host"] ?? "localhost"
        return RawHead(method: method, target: Array(target.utf8), headers: headers)
    }
}

extension Answer {
    /// All bytes of the body; the events of a stream are not among them.
    ///
    /// - Throws: what the source throws.
    package func bytes() throws -> [UInt8] {
        switch body {
        case .none, .events: return []
        case .bytes(let bytes): return bytes
        case .file(let file, let offset, let length):
            return try [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            }
        case .stream(let source): return try source.allBytes()
        }
    }
}

extension ByteSource {
    /// Reads to the end.
    fileprivate func allBytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let wanted = min(Int64(block.count), length.map { $0 - Int64(bytes.count) } ?? .max)
            if wanted == 0 { return bytes }
            let count = try block.withUnsafeMutableBytes { buffer in
                let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(wanted)])
                return try read(start + Int64(bytes.count), part)
            }
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }
}
