import Glibc
import Platform

/// The picture data of a JPEG, found while its bytes stream by (docs/metadata.md section 1).
///
/// A run "FF, marker, bytes up to the next FF" counts when its marker is 00, DA or D0-D7 and the next marker
/// carries no length word.
struct JPEGScan {
    private enum Step {
        /// Inside the two bytes of SOI.
        case start(left: Int)
        /// Looking for the next FF.
        case data
        /// After `fill` + 1 bytes FF.
        case marker(fill: Int)
        case length(high: UInt8?)
        case segment(left: Int)
        case done
    }

    private var runs: TentativeDigest
    private var step = Step.start(left: 2)
    /// Whether the current run may count.
    private var isCandidate = false
    /// A marker stood in the picture data that readers understand differently.
    private(set) var isDoubtful = false
    /// The end marker was found.
    private(set) var isComplete = false

    /// - Parameters:
    ///   - digest: a fresh SHA-256 that receives the picture data.
    ///   - spare: another SHA-256 of any content, which is lost.
    init(into digest: RunningDigest, spare: RunningDigest) {
        runs = TentativeDigest(digest, spare: spare)
    }

    /// Whether any picture data was found.
    var hashedAnything: Bool { runs.acceptedAnything }

    /// Takes the next bytes of the file.
    mutating func feed(_ piece: UnsafeRawBufferPointer) {
        var position = 0
        while position < piece.count {
            switch step {
            case .start(let left):
                position += 1
                step = left == 1 ? .data : .start(left: left - 1)
            case .data:
                let found = Self.nextFF(piece, from: position)
                position = found.map { $0 + 1 } ?? piece.count
                if found != nil { step = .marker(fill: 0) }
            case .marker(let fill):
                if piece[position] == 0xFF {
                    step = .marker(fill: fill + 1)
                } else {
                    meet(piece[position], fill: fill, at: position, in: piece)
                }
                position += 1
            case .length(let high):
                step = Self.afterLength(high, piece[position])
                position += 1
            case .segment(let left):
                let skipped = min(left, piece.count - position)
                position += skipped
                step = left == skipped ? .data : .segment(left: left - skipped)
            case .done: return
            }
        }
        guard isCandidate else { return }
        if case .marker(let fill) = step {
            runs.suspend(at: max(0, piece.count - fill - 1), in: piece)
        } else {
            runs.suspend(at: piece.count, in: piece)
        }
    }

    /// No more bytes come.
    mutating func finish() { runs.finish() }

    private static func nextFF(_ piece: UnsafeRawBufferPointer, from position: Int) -> Int? {
        guard let base = piece.baseAddress, let found = memchr(base + position, 0xFF, piece.count - position) else {
            return nil
        }
        return UnsafeRawPointer(found) - base
    }

    private static func afterLength(_ high: UInt8?, _ byte: UInt8) -> Step {
        guard let high else { return .length(high: byte) }
        let length = Int(high) << 8 | Int(byte)
        if length < 2 { return .done }
        return length == 2 ? .data : .segment(left: length - 2)
    }

    /// Decides about the run before this marker and begins the next.
    private mutating func meet(_ marker: UInt8, fill: Int, at index: Int, in piece: UnsafeRawBufferPointer) {
        let hasLength = !(marker <= 1 || (0xD0...0xDA).contains(marker))
        let firstFF = index - 1 - fill
        if isCandidate {
            // One extra FF belongs to the data; of more, one is dropped.
            let kept = fill <= 1 ? fill : fill - 1
            if hasLength {
                runs.reject(in: piece)
                isDoubtful = isDoubtful || Self.isUnderstoodDifferently(marker)
            } else if firstFF >= 0 {
                runs.accept(upTo: firstFF + kept)
            } else {
                runs.accept(upTo: 0)
                runs.acceptEarlierFF(kept, in: piece)
            }
        }
        isCandidate = marker == 0 || marker == 0xDA || (0xD0...0xD7).contains(marker)
        if isCandidate {
            if index > 0 {
                runs.begin(at: index - 1, in: piece)
            } else {
                runs.beginWithEarlierFF(at: index, in: piece)
            }
        } else {
            runs.pause(in: piece)
        }
        isComplete = isComplete || marker == 0xD9
        step = marker == 0xD9 || isDoubtful ? .done : hasLength ? .length(high: nil) : .data
    }

    /// Markers of JPEG 2000 code streams, to which some readers give no length word.
    private static func isUnderstoodDifferently(_ marker: UInt8) -> Bool {
        (0x30...0x3F).contains(marker) || [0x4F, 0x74, 0x75, 0x77, 0x92, 0x93].contains(marker)
    }
}
