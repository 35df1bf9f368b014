import HTTP

/// What answers the addresses of one resource, with the services that it needs.
protocol ResourcePages: Sendable {
    associatedtype Address: ResourceRoute

    /// Exhaustive: an address that nobody answers does not compile.
    func answer(_ address: Address, _ visit: Visit) throws -> Response

    /// What becomes of a request before its body is read; nil = as usual: a page has none, a form is read.
    func disposition(of address: Address, _ head: RequestHead) -> Disposition?
}

extension ResourcePages {
    func disposition(of address: Address, _ head: RequestHead) -> Disposition? { nil }
}

/// An address that was found, and its answer.
struct RoutedAddress: Sendable {
    let method: Route.Method
    let answer: @Sendable (Visit) throws -> Response
    let disposition: @Sendable (RequestHead) -> Disposition?
}

/// A line in the list of resources.
struct Resource: Sendable {
    let lines: [RouteTable<RoutedAddress>.Line]

    init<Pages: ResourcePages>(_ pages: Pages) {
        lines = Pages.Address.lines.map { line in
            RouteTable.Line(method: line.method, components: line.components) { values in
                line.make(values).map { address in
                    RoutedAddress(
                        method: line.method, answer: { try pages.answer(address, $0) },
                        disposition: { pages.disposition(of: address, $0) })
                }
            }
        }
    }

    init(lines: [RouteTable<RoutedAddress>.Line]) { self.lines = lines }
}
