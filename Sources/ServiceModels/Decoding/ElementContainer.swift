import ServiceCore

/// The elements of a list.
struct ElementContainer: UnkeyedDecodingContainer {
    let run: DecodingRun
    let path: String
    let elements: [DynamicValue]
    private(set) var currentIndex = 0

    /// How often the present element could not be read.
    private var failures = 0
    private static let patience = 100

    init(run: DecodingRun, path: String, elements: [DynamicValue]) {
        self.run = run
        self.path = path
        self.elements = elements
    }

    var codingPath: [any CodingKey] { path.isEmpty ? [] : [PathKey(stringValue: path)] }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try element(DynamicValue.self).isNull else { return false }
        advance()
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try read(type) }
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try read(type) }
    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try read(type) }

    private mutating func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let element = try element(type)
        return try next { try $0.run.read(type, element.isNull ? .null : .value(element), at: $0.elementPath) }
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try next { try $0.child().container(keyedBy: keyedBy) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try $0.child().unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder {
        try next { try $0.child() }
    }

    /// Reads an element, and goes on only where that succeeded, as every decoder does.
    ///
    /// A model that reads until the end, and catches what does not fit, would do so for ever: after some times the element is left out, and
    /// the reading has failed.
    private mutating func next<Value>(_ read: (Self) throws -> Value) throws -> Value {
        do {
            let value = try read(self)
            advance()
            return value
        } catch {
            failures += 1
            if failures == Self.patience {
                run.noteEndless(at: elementPath)
                advance()
            }
            throw error
        }
    }

    private mutating func advance() {
        currentIndex += 1
        failures = 0
    }

    private var elementPath: String { "\(path)[\(currentIndex)]" }

    private func child() throws -> ModelDecoder {
        ModelDecoder.reading(try element(DynamicValue.self), as: Never.self, run, path: elementPath)
    }

    private func element(_ type: any Any.Type) throws -> DynamicValue {
        guard !isAtEnd else {
            let message = "The list has only \(elements.count) elements."
            let context = DecodingError.Context(codingPath: codingPath, debugDescription: message)
            throw DecodingError.valueNotFound(type, context)
        }
        return elements[currentIndex]
    }
}
