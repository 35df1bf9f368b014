/// The rules of docs/safety.md section 5 that a request can break, each with its answer.
enum GuardRule: String, Sendable, CaseIterable {
    case nulByte, version, headerName, bareCarriageReturn, headerControl
    case missingHost, twoHosts, foreignHost
    case lengthWithEncoding, twoLengths, badLength, otherEncoding, unexpectedBody
    case targetTooLong, targetForm, targetControl, targetEscape, targetSlash, targetDots, targetEmpty, targetNul
    case targetText
    case method, missingOrigin, foreignOrigin

    var status: Status {
        switch self {
        case .foreignHost: .misdirectedRequest
        case .method: .methodNotAllowed
        case .missingOrigin, .foreignOrigin: .forbidden
        case .targetTooLong: .uriTooLong
        default: .badRequest
        }
    }

    /// One sentence for the page.
    var reason: String {
        switch self {
        case .nulByte: "The request has a NUL byte or a folded line in its head."
        case .version: "The request speaks neither HTTP/1.0 nor HTTP/1.1."
        case .headerName: "The request has a header with an invalid name."
        case .bareCarriageReturn: "The request has a carriage return inside a header."
        case .headerControl: "The request has a control character inside a header."
        case .missingHost: "The request has no Host header."
        case .twoHosts: "The request has more than one Host header."
        case .foreignHost: "This server does not answer for the host that was asked."
        case .lengthWithEncoding: "The request has both a length and a transfer encoding."
        case .twoLengths: "The request has more than one length."
        case .badLength: "The length of the request is not a number."
        case .otherEncoding: "The request has a transfer encoding other than chunked."
        case .unexpectedBody: "A request that only reads must not have a body."
        case .targetTooLong: "The address is too long."
        case .targetForm: "The address does not begin with a slash."
        case .targetControl: "The address contains a space, a control character or an unescaped byte."
        case .targetEscape: "The address contains a broken escape."
        case .targetSlash: "The address contains an escaped slash or backslash."
        case .targetDots: "The address contains . or .. as a component."
        case .targetEmpty: "The address contains two slashes in a row."
        case .targetNul: "The address contains an escaped NUL."
        case .targetText: "The address is not UTF-8."
        case .method: "Only GET, HEAD and POST are answered."
        case .missingOrigin: "The form does not say from which page it was sent."
        case .foreignOrigin: "The form was sent from another site."
        }
    }

    init(_ flaw: Target.Flaw) {
        self =
            switch flaw {
            case .notOrigin: .targetForm
            case .control: .targetControl
            case .badEscape: .targetEscape
            case .encodedSlash: .targetSlash
            case .dots: .targetDots
            case .emptyComponent: .targetEmpty
            case .encodedNul: .targetNul
            case .notUTF8: .targetText
            }
    }
}

/// A request was refused before routing.
struct GuardViolation: Error, Sendable, Equatable {
    let rule: GuardRule
}
