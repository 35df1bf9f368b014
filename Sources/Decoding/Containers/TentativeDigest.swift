import Platform

/// A digest of runs of a byte stream of which each counts only once a later byte has decided so.
///
/// Positions are those of the current piece. Runs that touch each other are fed together. What is undecided at the
/// end of a piece is fed in advance and taken back by a copy of the digest, so nothing of the stream is kept.
struct TentativeDigest {
    private let digest: RunningDigest
    private let before: RunningDigest
    /// `before` holds the digest without the undecided run.
    private var isAhead = false
    private var isOpen = false
    /// Bytes from here are not fed yet; those before `run` are accepted, those after it undecided.
    private var open = 0
    private var run = 0
    private(set) var acceptedAnything = false

    private static let fill = [UInt8](repeating: 0xFF, count: 4096)

    /// - Parameter spare: for the copies; what it holds is lost.
    init(_ digest: RunningDigest, spare: RunningDigest) {
        self.digest = digest
        before = spare
    }

    /// An undecided run begins here.
    mutating func begin(at index: Int, in piece: UnsafeRawBufferPointer) {
        if isOpen, run == index, !isAhead { return }
        flush(piece)
        open = index
        run = index
        isOpen = true
    }

    /// An undecided run begins with an FF of an earlier piece and goes on here.
    mutating func beginWithEarlierFF(at index: Int, in piece: UnsafeRawBufferPointer) {
        flush(piece)
        before.become(digest)
        isAhead = true
        feedFF(1)
        open = index
        run = index
        isOpen = true
    }

    /// The undecided run ends before `end` and counts.
    mutating func accept(upTo end: Int) {
        isAhead = false
        run = end
        acceptedAnything = true
    }

    /// Adds bytes FF of an earlier piece to what was accepted.
    mutating func acceptEarlierFF(_ count: Int, in piece: UnsafeRawBufferPointer) {
        flush(piece)
        feedFF(count)
        open = run
    }

    /// The undecided run does not count.
    mutating func reject(in piece: UnsafeRawBufferPointer) {
        if isAhead { digest.become(before) } else { flush(piece) }
        isAhead = false
        isOpen = false
    }

    /// No run follows what was accepted.
    mutating func pause(in piece: UnsafeRawBufferPointer) {
        flush(piece)
        isOpen = false
    }

    /// The piece ends; the undecided run reaches to `end`. The next piece begins at 0.
    mutating func suspend(at end: Int, in piece: UnsafeRawBufferPointer) {
        guard isOpen else { return }
        if !isAhead {
            flush(piece)
            before.become(digest)
            isAhead = true
        }
        if end > run { digest.update(UnsafeRawBufferPointer(rebasing: piece[run..<end])) }
        open = 0
        run = 0
    }

    /// Nothing follows: what is undecided does not count.
    mutating func finish() {
        if isAhead { digest.become(before) }
        isAhead = false
        isOpen = false
    }

    private mutating func flush(_ piece: UnsafeRawBufferPointer) {
        if isOpen, run > open { digest.update(UnsafeRawBufferPointer(rebasing: piece[open..<run])) }
        open = run
    }

    private func feedFF(_ count: Int) {
        var left = count
        while left > 0 {
            let now = min(left, Self.fill.count)
            Self.fill.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<now])) }
            left -= now
        }
    }
}
