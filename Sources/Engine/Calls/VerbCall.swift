/// A call that the command line asks.
package protocol VerbCall: Call {
    /// What is printed: one JSON value, or one a line for lists.
    associatedtype Printed: Codable & Sendable

    static var verbs: [Verb] { get }
    /// The same for people; several lines where one is not enough.
    static func text(of printed: Printed) -> String
    /// What is not in order with it, a sentence each.
    static func problems(of printed: Printed) -> [String]
    /// Whether something of what was asked for was not done.
    static func isPartlyFailed(_ printed: Printed) -> Bool
}

extension VerbCall {
    package static func problems(of printed: Printed) -> [String] { [] }
    package static func isPartlyFailed(_ printed: Printed) -> Bool { false }
}

/// A verb that prints the answer of its call.
package protocol AnsweringCall: VerbCall where Printed == Answer {}

/// A verb that prints the items of a list, one a line.
package protocol ListingCall: VerbCall where Answer: ListedAnswer, Printed == Answer.Element {
    /// The call for what stands behind these items; nil = that is all.
    func next(after answer: Answer) -> Self?
}

extension ListingCall {
    package func next(after answer: Answer) -> Self? { nil }
}

/// A verb whose call may start an operation, which is followed to its end.
package protocol FollowedCall: VerbCall {
    /// What is asked when the operation has ended.
    associatedtype Report: Call

    /// The id of the operation to follow; nil = everything is done.
    func operation(of answer: Answer) -> String?
    func report(on answer: Answer) -> Report
    /// - Parameters:
    ///   - report: nil = nothing had to be followed.
    func printed(_ answer: Answer, _ report: Report.Answer?) -> Printed
    /// Sentences about the answer for people, told before the operation is followed.
    static func remarks(on answer: Answer) -> [String]
    /// Whether people are told the fates of the operation's files, because what is printed does not say them.
    static var tellsFates: Bool { get }
}

extension FollowedCall {
    package static func isAccepted(_ answer: Answer) -> Bool { true }
    package static func remarks(on answer: Answer) -> [String] { [] }
    package static var tellsFates: Bool { true }
}

extension FollowedCall where Printed == Answer, Report.Answer == Answer {
    package func printed(_ answer: Answer, _ report: Answer?) -> Answer { report ?? answer }
}
