import Glibc
import Model
import Platform

/// A file of an upload while it arrives; used by one thread at a time.
package final class FileReception: @unchecked Sendable {
    private let area: UploadArea
    private let place: RelativePath
    private let offer: UploadOffer?
    private let part: [UInt8]
    private let file: Descriptor
    private let check: @Sendable () throws -> Void
    private let release: @Sendable () -> Void
    private var size: Int64
    private var checkedAt: Int64
    private var isEnded = false

    /// Bytes that an upload leaves free on the storage's disk.
    static let reserve: Int64 = 64 << 20

    /// - Parameters:
    ///   - offer: what was announced of it; nil = a plain form sends it, which cannot go on later.
    ///   - offset: bytes that the client believes to have been received.
    ///   - check: whether the upload still takes files; asked again when all has come.
    ///   - release: called once, when nothing more is written.
    /// - Throws: `Refusal`, `FileError`.
    init(
        _ place: RelativePath, offer: UploadOffer?, offset: Int64, in area: UploadArea,
        check: @escaping @Sendable () throws -> Void, release: @escaping @Sendable () -> Void
    ) throws {
        let parts = try area.parts()
        part = offer?.partName() ?? SafeFile.temporaryName()
        if let offer, let status = try parts.status(named: part) {
            guard status.size == offset, offset <= offer.size else {
                throw Refusal(
                    offer.path, "\(status.size) bytes of it have been received, not \(offset)",
                    hint: "Ask what is there and send the rest.")
            }
            file = try SafeFile.reopen(part, in: parts)
        } else {
            guard offset == 0 else { throw Refusal(offer?.path, "nothing of it has been received") }
            file = try SafeFile.create(part, in: parts, mode: 0o666)
        }
        (self.area, self.place, self.offer) = (area, place, offer)
        (self.check, self.release) = (check, release)
        (size, checkedAt) = (offset, offset)
    }

    deinit { end() }

    /// - Throws: `Refusal` when more comes than was announced or the disk fills up; `FileError`.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        if let offer, size + Int64(bytes.count) > offer.size {
            throw Refusal(offer.path, "more came than its \(offer.size) bytes")
        }
        if size - checkedAt >= 16 << 20 {
            checkedAt = size
            try Self.checkSpace(for: 0, in: area)
        }
        try SafeFile.write(bytes, to: file)
        size += Int64(bytes.count)
    }

    /// All of it has come: it lasts, and has its name.
    ///
    /// - Throws: `Refusal` when something is missing; `FileError`.
    package func close() throws {
        defer { end() }
        if let offer, size < offer.size {
            throw Refusal(offer.path, "\(size) of its \(offer.size) bytes have come", hint: "Send the rest.")
        }
        if let time = offer?.modifiedNanoseconds {
            try SafeFile.setTimes(of: file, accessed: time, modified: time)
        }
        try SafeFile.flush(file)
        try check()
        try area.publish(part, as: place)
    }

    /// The client went away: what was announced stays, and can go on; the rest is removed.
    package func abandon() {
        guard !isEnded else { return }
        end()
        // What cannot be removed is removed with the upload.
        if offer == nil { _ = try? SafeFile.remove(part, in: area.parts()) }
    }

    private func end() {
        guard !isEnded else { return }
        isEnded = true
        release()
    }

    /// - Throws: `Refusal` when so many bytes do not fit.
    static func checkSpace(for bytes: Int64, in area: UploadArea) throws {
        let free = try DiskSpace(of: area.root).free
        guard free < reserve || bytes > free - reserve else { return }
        throw Refusal(
            area.root.displayPath, "its disk has \(free / 1_000_000) MB left, \(bytes / 1_000_000) MB more do not fit",
            hint: "Make room on the disk and send the rest.", .full, field: .storage)
    }
}
