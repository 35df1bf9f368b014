import Foundation

/// The long suites run when `PHOTOSTEAD_LONG` is set, as `make test-long` does.
package enum LongRun {
    package static let isOn = ProcessInfo.processInfo.environment["PHOTOSTEAD_LONG"] != nil

    /// `short` in every run, `long` in the long one.
    package static func count(_ short: Int, long: Int) -> Int { isOn ? long : short }

    /// What chance begins with; another one can be tried by `PHOTOSTEAD_SEED`.
    package static let seed = ProcessInfo.processInfo.environment["PHOTOSTEAD_SEED"].flatMap { UInt64($0) } ?? 2026
}
