import Testing

@testable import Engine

struct ScheduleTests {
    private static let works = [
        work("start", [.started]), work("clock", [.every(15)]), work("both", [.operationEnded, .every(5)]),
        work("end", [.closing]),
    ]

    private static func work(_ name: String, _ triggers: Set<ScheduledWork.Trigger>) -> ScheduledWork {
        ScheduledWork(name, on: triggers) { _ in }
    }

    /// Names of the works that are due, with what they are told.
    private func due(_ schedule: inout Schedule, at now: Double) -> [String] {
        schedule.takeDue(now: now).map { work, occasion in
            let operations = occasion.operations.sorted().joined(separator: "+")
            return Self.works[work].name + (operations.isEmpty ? "" : " \(operations)")
        }
    }

    @Test func `a trigger makes due what waits for it, once`() {
        var schedule = Schedule(Self.works, now: 100)
        #expect(schedule.wait(now: 100) == 5)
        schedule.note(.started)
        #expect(schedule.wait(now: 100) == 0)
        #expect(due(&schedule, at: 100) == ["start"])
        #expect(due(&schedule, at: 100) == [])
        schedule.note(.mountsChanged)
        #expect(due(&schedule, at: 100) == [])
        schedule.note(.closing)
        #expect(due(&schedule, at: 100) == ["end"])
    }

    @Test func `the clock counts from the last run, whatever its reason`() {
        var schedule = Schedule(Self.works, now: 100)
        #expect(due(&schedule, at: 104.9) == [])
        #expect(due(&schedule, at: 105) == ["both"])
        schedule.note(.operationEnded, operation: "7")
        #expect(due(&schedule, at: 108) == ["both 7"])
        #expect(schedule.wait(now: 108) == 5)
        #expect(due(&schedule, at: 112.9) == [])
        #expect(due(&schedule, at: 113) == ["both"])
        #expect(due(&schedule, at: 115) == ["clock 7"])
        #expect(schedule.wait(now: 115) == 3)
        #expect(due(&schedule, at: 400) == ["clock", "both"])
    }

    @Test func `operations that only move are told with the next occasion`() {
        var schedule = Schedule(Self.works, now: 0)
        schedule.moved("1")
        #expect(due(&schedule, at: 1) == [])
        schedule.note(.operationEnded, operation: "2")
        #expect(due(&schedule, at: 1) == ["both 1+2"])
        schedule.note(.started)
        #expect(due(&schedule, at: 1) == ["start 1+2"])
        #expect(due(&schedule, at: 6) == ["both"])
    }
}
