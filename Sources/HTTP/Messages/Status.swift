/// A status code of RFC 9110 that Photostead sends.
package enum Status: Int, Sendable, CaseIterable {
    case ok = 200
    case accepted = 202
    case noContent = 204
    case partialContent = 206
    case movedPermanently = 301
    case seeOther = 303
    case notModified = 304
    case badRequest = 400
    case unauthorized = 401
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case requestTimeout = 408
    case conflict = 409
    case gone = 410
    case preconditionFailed = 412
    case contentTooLarge = 413
    case uriTooLong = 414
    case unsupportedMediaType = 415
    case rangeNotSatisfiable = 416
    case misdirectedRequest = 421
    case unprocessable = 422
    case tooManyRequests = 429
    case internalError = 500
    case notImplemented = 501
    case unavailable = 503
    case insufficientStorage = 507

    package var code: Int { rawValue }

    /// The words of the registry, for pages and plain answers.
    package var phrase: String {
        switch self {
        case .ok: "OK"
        case .accepted: "Accepted"
        case .noContent: "No content"
        case .partialContent: "Partial content"
        case .movedPermanently: "Moved permanently"
        case .seeOther: "See other"
        case .notModified: "Not modified"
        case .badRequest: "Bad request"
        case .unauthorized: "Unauthorized"
        case .forbidden: "Forbidden"
        case .notFound: "Not found"
        case .methodNotAllowed: "Method not allowed"
        case .requestTimeout: "Request timeout"
        case .conflict: "Conflict"
        case .gone: "Gone"
        case .preconditionFailed: "Precondition failed"
        case .contentTooLarge: "Content too large"
        case .uriTooLong: "Address too long"
        case .unsupportedMediaType: "Unsupported media type"
        case .rangeNotSatisfiable: "Range not satisfiable"
        case .misdirectedRequest: "Misdirected request"
        case .unprocessable: "Unprocessable content"
        case .tooManyRequests: "Too many requests"
        case .internalError: "Internal error"
        case .notImplemented: "Not implemented"
        case .unavailable: "Service unavailable"
        case .insufficientStorage: "Insufficient storage"
        }
    }
}
