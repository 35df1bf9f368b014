import Browsing
import HTTP

/// Shows the files with a hash.
struct LookupPages: FramedPages {
    let responder: Responder
    let copies: CopyLookup

    func answer(_ address: LookupRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .hash(let hash): try show(LookupPage(hash: hash, copies: try copies.find(hash)), visit)
        }
    }
}
