import ServiceCore

/// The elements of a list.
struct ElementContainer: UnkeyedDecodingContainer {
    let run: DecodingRun
    let path: String
    let elements: [DynamicValue]
    private(set) var currentIndex = 0

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
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let element = try element(type)
        let value = try run.read(type, element.isNull ? .null : .value(element), at: elementPath)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        let container = try child().container(keyedBy: keyedBy)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try child().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try child()
        currentIndex += 1
        return decoder
    }

    private var elementPath: String { "\(path)[\(currentIndex)]" }

    private func child() throws -> ModelDecoder {
        ModelDecoder(try element(DynamicValue.self), as: Never.self, run: run, path: elementPath)
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
