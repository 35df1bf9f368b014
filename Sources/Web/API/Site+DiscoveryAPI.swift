import HTTP
import Model
import Storages

/// Where to look; every field may be left out.
package struct DiscoveryBody: Codable, Sendable {
    package var roots: [String]?
    package var depth: Int?
    package var deep: Bool?
}

/// Found storages by their paths.
private struct AdditionsBody: Decodable {
    let paths: [String]
}

extension Site {
    /// Answers `/api/storages/discovery` and `/api/storages/{uuid}/lock`.
    func performDiscovery(_ route: APIRoute, _ visit: Visit) throws -> Response {
        switch route {
        case .discovery: return try report()
        case .startDiscovery:
            let body = try APIAnswers.decode(DiscoveryBody.self, from: visit.request, empty: DiscoveryBody())
            try services.discovery.start(
                DiscoveryRequest(
                    roots: body.roots ?? services.discovery.usualRoots.map(\.path), depth: body.depth,
                    isDeep: body.deep ?? false))
            return try report(.accepted)
        case .cancelDiscovery:
            services.discovery.cancel()
            services.discovery.waitForEnd()
            return try report()
        case .addDiscovered:
            let body = try APIAnswers.decode(AdditionsBody.self, from: visit.request)
            let found = try services.discovery.report()?.items ?? []
            return try APIAnswers.value(try services.storages.add(found: found, paths: body.paths), .accepted)
        case .storageLock(let uuid): return try APIAnswers.value(try services.storages.lock(uuid))
        case .breakLock(let uuid): return try APIAnswers.value(try services.storages.breakLock(uuid))
        default: throw WebError(.notFound, nil, "there is nothing at this address")
        }
    }

    private func report(_ status: Status = .ok) throws -> Response {
        guard let report = try services.discovery.report() else {
            throw WebError(.notFound, "the search", "no search was made since the start of the server")
        }
        return try APIAnswers.value(report, status)
    }
}
