/// Builds the body of a message: little-endian numbers, texts with their length before them.
package struct MessageWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func put(_ value: UInt8) { bytes.append(value) }

    package mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }

    package mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func put(_ value: Double) { put(value.bitPattern) }

    /// At most 16 MB are kept.
    package mutating func put(_ value: some Collection<UInt8>) {
        let kept = value.prefix(MessageLimits.mostBytes)
        put(UInt32(kept.count))
        bytes.append(contentsOf: kept)
    }

    /// A text, cut at 1 MB.
    package mutating func put(_ value: String) { put(value.utf8.prefix(MessageLimits.mostText)) }

    package mutating func put(_ values: [String]) {
        let kept = values.prefix(MessageLimits.mostValues)
        put(UInt32(kept.count))
        for value in kept { put(value) }
    }

    /// A byte that says whether there is a value, then the value.
    package mutating func put<Value>(_ value: Value?, _ putValue: (inout MessageWriter, Value) -> Void) {
        put(value != nil)
        if let value { putValue(&self, value) }
    }
}

/// What both sides hold each other to.
package enum MessageLimits {
    package static let mostBytes = 16 << 20
    package static let mostText = 1 << 20
    package static let mostValues = 65_536
    /// Files of one request.
    package static let mostFiles = 64
    /// Bytes of one frame, either way.
    package static let mostFrame = 32 << 20
}

/// Reads what `MessageWriter` wrote; anything else is an error, never a crash.
package struct MessageReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    package init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    package var isAtEnd: Bool { place == bytes.endIndex }

    package mutating func byte() throws(WorkerProblem) -> UInt8 {
        guard place < bytes.endIndex else { throw .protocolBroken("a message is too short") }
        defer { place += 1 }
        return bytes[place]
    }

    package mutating func bool() throws(WorkerProblem) -> Bool { try byte() != 0 }

    package mutating func integer<Value: FixedWidthInteger>(
        _ type: Value.Type = Value.self
    ) throws(WorkerProblem) -> Value {
        let count = MemoryLayout<Value>.size
        guard bytes.endIndex - place >= count else { throw .protocolBroken("a message is too short") }
        var value = Value.zero
        withUnsafeMutableBytes(of: &value) { $0.copyBytes(from: bytes[place..<place + count]) }
        place += count
        return Value(littleEndian: value)
    }

    package mutating func double() throws(WorkerProblem) -> Double { Double(bitPattern: try integer()) }

    package mutating func data(limit: Int = MessageLimits.mostBytes) throws(WorkerProblem) -> ArraySlice<UInt8> {
        let count = Int(try integer(UInt32.self))
        guard count <= limit, count <= bytes.endIndex - place else {
            throw .protocolBroken("a message is too short")
        }
        defer { place += count }
        return bytes[place..<place + count]
    }

    package mutating func text() throws(WorkerProblem) -> String {
        String(decoding: try data(limit: MessageLimits.mostText), as: UTF8.self)
    }

    package mutating func texts() throws(WorkerProblem) -> [String] {
        var values: [String] = []
        for _ in 0..<(try count(limit: MessageLimits.mostValues)) { values.append(try text()) }
        return values
    }

    /// A number of things that follow.
    package mutating func count(limit: Int) throws(WorkerProblem) -> Int {
        let count = Int(try integer(UInt32.self))
        guard count <= limit else { throw .protocolBroken("a message promises too much") }
        return count
    }

    package mutating func optional<Value>(
        _ read: (inout MessageReader) throws(WorkerProblem) -> Value
    ) throws(WorkerProblem) -> Value? {
        try bool() ? try read(&self) : nil
    }
}
