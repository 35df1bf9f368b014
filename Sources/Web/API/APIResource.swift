import Composition
import Engine
import HTTP
import Imports
import Platform

extension Resource {
    /// The JSON API: every call at its address, and the description of them all.
    ///
    /// - Parameter authorize: throws unless the sender of a head may change anything.
    static func api(
        _ library: OpenLibrary, authorize: @escaping @Sendable (RequestHead, String?) throws -> Void
    ) -> Resource {
        let description = RouteTable<RoutedAddress>.Line(
            method: .get, components: OpenAPI.address.split(separator: "/")
        ) { _ in
            RoutedAddress(
                method: .get, answer: { _ in .json(OpenAPI.document()) }, disposition: { _ in nil })
        }
        return Resource(lines: [description] + CallTable.lines.map { line($0, library, authorize) })
    }

    private static func line(
        _ call: CallTable.Line, _ library: OpenLibrary,
        _ authorize: @escaping @Sendable (RequestHead, String?) throws -> Void
    ) -> RouteTable<RoutedAddress>.Line {
        RouteTable.Line(method: call.method, components: call.address.components) { values in
            guard call.takes(values) else { return nil }
            return RoutedAddress(
                method: call.method, answer: { try answer(call, values, $0, library) },
                disposition: { disposition(call, values, $0, library, authorize) })
        }
    }

    private static func answer(
        _ call: CallTable.Line, _ values: [String], _ visit: Visit, _ library: OpenLibrary
    ) throws -> Response {
        let question = try call.question(values, visit.request)
        do {
            let answer = try call.entry.answer(json: question, in: library)
            return APIAnswers.json(answer.body, answer.isAccepted ? .accepted : .ok)
        } catch let error as DecodingError { throw call.refusal(error) }
    }

    private static func disposition(
        _ call: CallTable.Line, _ values: [String], _ head: RequestHead, _ library: OpenLibrary,
        _ authorize: @escaping @Sendable (RequestHead, String?) throws -> Void
    ) -> Disposition? {
        guard call.method == .post else { return nil }
        guard call.address.takesFile else { return .offloaded(bodyLimit: 4 << 20, kind: .raw) }
        let sink = ImportUploadSink(uploads: library.imports.uploads, id: values[0], head: head) {
            try authorize(head, $0)
        }
        return .offloaded(bodyLimit: ImportUploadSink.mostBytes, kind: .file(sink))
    }
}
