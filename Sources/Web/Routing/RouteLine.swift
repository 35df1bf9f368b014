/// The addresses of one resource: one case each, printed and parsed by the same table.
protocol ResourceRoute: Hashable, Sendable {
    var address: RouteAddress { get }
    /// One line for each case.
    static var lines: [RouteLine<Self>] { get }
}

extension ResourceRoute {
    /// To link to.
    var route: Route { Route(address) }
}

/// How one case of a resource's addresses is made of the values in a path.
struct RouteLine<Address: ResourceRoute>: Sendable {
    let method: Route.Method
    let components: [Substring]
    let make: @Sendable ([String]) -> Address?

    /// A case without values.
    init(_ address: Address) { self.init(address) { _ in address } }

    /// A case with one value.
    init<Value: RouteValue>(_ make: @escaping @Sendable (Value) -> Address) {
        self.init(make(.sample)) { texts in Value(routeText: texts[0]).map(make) }
    }

    /// A case with two values.
    init<First: RouteValue, Second: RouteValue>(_ make: @escaping @Sendable (First, Second) -> Address) {
        self.init(make(.sample, .sample)) { texts in
            First(routeText: texts[0]).flatMap { first in Second(routeText: texts[1]).map { make(first, $0) } }
        }
    }

    private init(_ sample: Address, _ make: @escaping @Sendable ([String]) -> Address?) {
        method = sample.address.method
        components = sample.address.pattern.split(separator: "/")
        self.make = make
    }
}
