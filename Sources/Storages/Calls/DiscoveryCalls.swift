package import Engine
import Model

/// How far the latest search for storages is, and what it has found.
package struct ShowDiscovery: Call {
    package static let address = CallAddress.get("/api/storages/discovery")
    package static let summary = "The latest search for storages: how far it is and what it has found"
    package static let role = Role.owner

    package func answer(in discovery: Discovery) throws -> DiscoveryReport { try discovery.latest() }
}

/// Begins a search for storages.
package struct StartDiscovery: Call {
    package static let address = CallAddress.post("/api/storages/discovery")
    package static let summary = "Look for storages on this computer's drives"

    package let roots: [String]?
    package let depth: Int?
    package let deep: Bool?

    package static func isAccepted(_ answer: DiscoveryReport) -> Bool { true }

    package func answer(in discovery: Discovery) throws -> DiscoveryReport {
        try discovery.start(
            DiscoveryRequest(
                roots: roots ?? discovery.usualRoots.map(\.path), depth: depth, isDeep: deep ?? false))
        return try discovery.latest()
    }
}

/// Ends the search for storages.
package struct CancelDiscovery: Call {
    package static let address = CallAddress.post("/api/storages/discovery/cancel")
    package static let summary = "End the search; what it has found stays"

    package func answer(in discovery: Discovery) throws -> DiscoveryReport {
        discovery.cancel()
        discovery.waitForEnd()
        return try discovery.latest()
    }
}

/// Adds storages that the search has found.
package struct AddDiscovered: Call {
    package static let address = CallAddress.post("/api/storages/discovery/add")
    package static let summary = "Add found storages by their paths"

    package let paths: [String]

    package init(paths: [String]) { self.paths = paths }

    package static func isAccepted(_ answer: DiscoveryAdditions) -> Bool { true }

    package func answer(in storages: StorageCapability) throws -> DiscoveryAdditions {
        try storages.actions.add(found: try storages.discovery.report()?.items ?? [], paths: paths)
    }
}

extension Discovery {
    /// - Throws: `Refusal` when there was no search.
    fileprivate func latest() throws -> DiscoveryReport {
        guard let report = try report() else {
            throw Refusal(
                "the search", "no search was made since the start of the server", .notFound)
        }
        return report
    }
}
