import Browsing
import HTTP
import Model

extension Site {
    /// A hash among the words to search for is looked up, everything else is searched.
    func search(_ visit: Visit) throws -> Response {
        guard let hash = visit.query("q").flatMap({ ContentHash($0) }) else { return try grid(.search, visit) }
        return redirect(to: Route.lookup(hash.value).path, visit)
    }

    func lookup(_ hash: String, _ visit: Visit) throws -> Response {
        try show(LookupPage(hash: hash, copies: try services.copies.find(hash)), visit)
    }
}
