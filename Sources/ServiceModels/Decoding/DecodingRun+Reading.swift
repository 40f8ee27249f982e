import ServiceCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DecodingRun {
    /// Reads a type from what there is for it.
    func read<Value: Decodable>(
        _ type: Value.Type,
        _ given: Members.Given,
        at path: @autoclosure () -> String
    ) throws -> Value {
        switch given {
        case .keyword(let keyword):
            if let exact = keyword as? Value { return exact }
            let found = { TypeName.of(Swift.type(of: keyword)) }
            guard let value = try? DynamicValue(encoding: keyword) else {
                return try mistyped(type, found: { "\(found()), which cannot be encoded" }, at: path)
            }
            return try read(type, value, found: found, at: path)
        case .value(let value): return try read(type, value, found: { value.kind }, at: path)
        case .initial(let value): return try value.decode(as: type)
        case .null: return try read(type, .null, found: { wording.null }, at: path)
        case .absent:
            if let none = nilValue(of: type) { return none }
            try note(.missing, path, wording.missing(TypeName.choices(of: type)))
            return try madeUp(type)
        }
    }

    private func read<Value: Decodable>(
        _ type: Value.Type,
        _ value: DynamicValue,
        found: () -> String,
        at path: () -> String
    ) throws -> Value {
        let passed = passed
        do {
            return try part {
                switch value {
                case .array where !isRead(type), .object where !isRead(type):
                    guard mayReadDeeper else {
                        return try mistyped(type, found: { "more than \(Self.maximumDepth) levels deep" }, at: path)
                    }
                    return try Value(from: ModelDecoder.reading(value, as: type, self, path: path()))
                case .null: return try null(type) ?? mistyped(type, found: found, at: path)
                default: return try scalar(type, value)
                }
            }
        } catch let interruption as Interruption {
            throw interruption
        } catch {
            // A type may refuse what was made up for a part of it.
            return try self.passed > passed ? madeUp(type) : mistyped(type, found: found, at: path)
        }
    }

    /// The value that a type has for null, `nil` where it has none.
    private func null<Value: Decodable>(_ type: Value.Type) -> Value? {
        if let none = nilValue(of: type) { return none }
        // A type of several parts may have a case for it. What it finds wrong with null is of no interest.
        if isRead(type) { return nil }
        let run = DecodingRun(.reading, codec: codec)
        return try? Value(from: ModelDecoder(run: run, source: .value(.null), path: ""))
    }

    /// A type without parts that this package reads.
    private func scalar<Value: Decodable>(_ type: Value.Type, _ value: DynamicValue) throws -> Value {
        switch value {
        case .array, .object, .bytes: return try value.decode(as: type)
        // A codec may have texts for the numbers that JSON lacks.
        case .string where type == Double.self || type == Float.self: return try codec.decode(type, from: value)
        default: return try type is any PlainScalar.Type ? value.decode(as: type) : codec.decode(type, from: value)
        }
    }

    /// Whether a type is read as a whole, even from a list or an object.
    private func isRead(_ type: any Any.Type) -> Bool {
        type is any PlainScalar.Type || type == DynamicValue.self || type == Date.self || type == Data.self
            || type == URL.self || type == Decimal.self || type is any RawRepresentable.Type
    }

    private func mistyped<Value: Decodable>(
        _ type: Value.Type,
        found: () -> String,
        at path: () -> String
    ) throws -> Value {
        try note(.mistyped, path, mistyped(type, found()))
        return try madeUp(type)
    }

    private func mistyped(_ type: any Any.Type, _ found: String) -> String {
        let wanted = TypeName.choices(of: type)
        return found == TypeName.of(type) ? "has a value that is no \(wanted)" : wording.mistyped(found, wanted)
    }

    func nilValue<Value>(of type: Value.Type) -> Value? {
        (type as? any ExpressibleByNilLiteral.Type)?.init(nilLiteral: ()) as? Value
    }
}

/// A type that has one spelling: no strategy of a codec concerns it.
private protocol PlainScalar {}

extension String: PlainScalar {}
extension Bool: PlainScalar {}
extension Double: PlainScalar {}
extension Float: PlainScalar {}
extension Int: PlainScalar {}
extension Int8: PlainScalar {}
extension Int16: PlainScalar {}
extension Int32: PlainScalar {}
extension Int64: PlainScalar {}
extension Int128: PlainScalar {}
extension UInt: PlainScalar {}
extension UInt8: PlainScalar {}
extension UInt16: PlainScalar {}
extension UInt32: PlainScalar {}
extension UInt64: PlainScalar {}
extension UInt128: PlainScalar {}
