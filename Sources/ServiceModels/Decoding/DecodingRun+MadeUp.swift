import ServiceCore

extension DecodingRun {
    /// The most levels of a value that is made up.
    static let maximumMadeUpDepth = 16

    /// A value of a type, so that the reading can go on behind a keyword that is missing or does not fit.
    ///
    /// It never leaves the reading, for that has a problem by now.
    func madeUp<Value: Decodable>(_ type: Value.Type) throws -> Value {
        beginMakingUp()
        return try madeUp(type, depth: 0)
    }

    /// A part of a value that is made up.
    func madeUp<Value: Decodable>(_ type: Value.Type, candidate: Int, depth: Int) throws -> Value {
        // A model may ask for a next one as long as it gets one.
        guard makesUpAnother() else { throw Interruption.unfillable(TypeName.of(type)) }
        return try (try? ScalarCandidate.value(type, candidate)) ?? madeUp(type, depth: depth)
    }

    private func madeUp<Value: Decodable>(_ type: Value.Type, depth: Int) throws -> Value {
        if let none = nilValue(of: type) { return none }
        if let first = (type as? any CaseIterable.Type)?.firstCase as? Value { return first }
        if depth < Self.maximumMadeUpDepth {
            for candidate in ScalarCandidate.texts.indices where makesUpAnother() {
                let decoder = ModelDecoder(
                    run: self,
                    source: .nothing(candidate: candidate, depth: depth + 1),
                    path: ""
                )
                do {
                    return try Value(from: decoder)
                } catch let interruption as Interruption {
                    // Of a part nothing can be made up, whatever the scalars are.
                    throw interruption
                } catch {
                    continue
                }
            }
        }
        throw Interruption.unfillable(TypeName.of(type))
    }
}

extension CaseIterable {
    fileprivate static var firstCase: Any? { allCases.first }
}

/// Scalars of which one satisfies most types: a text, a number, a URL, a UUID, a date.
enum ScalarCandidate {
    static let texts = ["", "0", "a:b", "00000000-0000-0000-0000-000000000000", "2000-01-01T00:00:00Z"]

    static func value<Value: Decodable>(_ type: Value.Type, _ candidate: Int) throws -> Value {
        if let value = texts[candidate] as? Value { return value }
        if let value = (candidate > 0) as? Value { return value }
        return try DynamicValue.int(Int64(candidate)).decode(as: type)
    }
}
