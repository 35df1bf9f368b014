/// A decoder that answers every question with a value that means nothing, and writes the questions down.
final class FieldRecorder: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    /// What the type stands as, when it is no object.
    fileprivate var kind: CallField.Kind?
    fileprivate var fields: [CallField] = []
    /// Types around this one: one that holds itself ends somewhere.
    private let depth: Int

    private init(depth: Int) { self.depth = depth }

    /// What a type stands as in JSON.
    static func kind(of type: any Decodable.Type) -> CallField.Kind { FieldRecorder(depth: 0).meet(type).kind }

    /// A value of the type, where it can be made of nothing, and what it stands as.
    fileprivate func meet<Value: Decodable>(_ type: Value.Type) -> (value: Value?, kind: CallField.Kind) {
        if let plain = Self.plain(type) { return plain }
        if let cases = (type as? any CaseIterable.Type)?.words, let first = cases.first?.value as? Value {
            return (first, .choice(cases.map(\.word)))
        }
        if let dictionary = type as? any StringDictionary.Type {
            return (nil, .dictionary(meet(dictionary.element).kind))
        }
        let recorder = FieldRecorder(depth: depth + 1)
        // A type that refuses a value that means nothing has said by then what it is made of.
        let value = depth < 8 ? try? Value(from: recorder) : nil
        return (value, recorder.kind ?? .object(recorder.fields))
    }

    private static func plain<Value>(_ type: Value.Type) -> (value: Value?, kind: CallField.Kind)? {
        switch type {
        case is String.Type: ("" as? Value, .string)
        case is Bool.Type: (false as? Value, .boolean)
        case is Double.Type: (0.0 as? Value, .number)
        case let integer as any FixedWidthInteger.Type: (integer.init(0) as? Value, .integer)
        default: nil
        }
    }

    fileprivate func record(_ key: any CodingKey, _ kind: CallField.Kind, isOptional: Bool) {
        fields.append(CallField(key: key.stringValue, kind: kind, isOptional: isOptional))
    }

    func container<Key>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyedRecorder<Key>(recorder: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { ListRecorder(recorder: self) }

    func singleValueContainer() -> any SingleValueDecodingContainer { ValueRecorder(recorder: self) }
}

/// Why a value cannot be made of nothing.
private struct NoValue: Error {}

extension CaseIterable {
    /// The cases whose raw values are words.
    fileprivate static var words: [(word: String, value: Any)]? {
        let all = allCases.compactMap { value -> (word: String, value: Any)? in
            ((value as? any RawRepresentable)?.rawValue as? String).map { ($0, value) }
        }
        return all.isEmpty ? nil : all
    }
}

/// A dictionary whose keys are data.
private protocol StringDictionary { static var element: any Decodable.Type { get } }

extension Dictionary: StringDictionary where Key == String, Value: Decodable {
    static var element: any Decodable.Type { Value.self }
}

/// The fields of an object.
private struct KeyedRecorder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: FieldRecorder
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try record(key) }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) -> Value? { absent(key) }

    private func absent<Value: Decodable>(_ key: Key) -> Value? {
        recorder.record(key, recorder.meet(Value.self).kind, isOptional: true)
        return nil
    }

    private func record<Value: Decodable>(_ key: Key) throws -> Value {
        let (value, kind) = recorder.meet(Value.self)
        recorder.record(key, kind, isOptional: false)
        guard let value else { throw NoValue() }
        return value
    }

    func nestedContainer<Nested>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        throw NoValue()
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw NoValue() }
    func superDecoder() throws -> any Decoder { throw NoValue() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw NoValue() }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try record(key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try record(key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try record(key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try record(key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try record(key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try record(key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try record(key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try record(key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try record(key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try record(key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try record(key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try record(key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try record(key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try record(key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { absent(key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { absent(key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { absent(key) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) -> Float? { absent(key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { absent(key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) -> Int8? { absent(key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) -> Int16? { absent(key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) -> Int32? { absent(key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? { absent(key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) -> UInt? { absent(key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) -> UInt8? { absent(key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) -> UInt16? { absent(key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) -> UInt32? { absent(key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) -> UInt64? { absent(key) }
}

/// The one kind of element of a list.
private struct ListRecorder: UnkeyedDecodingContainer {
    let recorder: FieldRecorder
    let codingPath: [any CodingKey] = []
    let count: Int? = 1
    private(set) var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(recorder: FieldRecorder) { self.recorder = recorder }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        currentIndex += 1
        let (value, kind) = recorder.meet(type)
        recorder.kind = .list(kind)
        guard let value else { throw NoValue() }
        return value
    }

    mutating func decodeNil() -> Bool { false }
    mutating func superDecoder() throws -> any Decoder { throw NoValue() }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw NoValue() }
    mutating func nestedContainer<Nested>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        throw NoValue()
    }
}

/// A type that stands as one plain value.
private struct ValueRecorder: SingleValueDecodingContainer {
    let recorder: FieldRecorder
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (value, kind) = recorder.meet(type)
        recorder.kind = kind
        guard let value else { throw NoValue() }
        return value
    }
}
