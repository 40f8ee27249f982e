/// Writes a ``DynamicValue`` as JSON (RFC 8259) in UTF-8.
///
/// Members are written in their order, doubles with the fewest digits that read back as the same (`1.0` stays `1.0`), a
/// ``DynamicValue/number(_:)`` as its text, and ``DynamicValue/bytes(_:)`` as base64 text (RFC 4648 §4). Of the characters
/// only those are escaped that must be.
public struct JSONWriter: Sendable {
    /// Whether the members of each object are sorted by the UTF-8 of their names. The default is `false`: they keep their order.
    public var sortsKeys: Bool

    /// Whether each element and member has a line of its own, indented by two spaces for each level. The default is `false`.
    public var isPretty: Bool

    /// Creates a writer.
    public init(sortsKeys: Bool = false, isPretty: Bool = false) {
        self.sortsKeys = sortsKeys
        self.isPretty = isPretty
    }

    /// Writes a value.
    ///
    /// - Throws: `EncodingError.invalidValue` with the path of the part that JSON cannot hold: a double that is not finite, a
    ///   ``DynamicValue/number(_:)`` that is none, or lists and objects more than 512 deep in each other.
    public func write(_ value: DynamicValue) throws -> [UInt8] {
        var output = JSONOutput(writer: self, permitsEverything: false)
        do throws(JSONOutput.Failure) {
            try output.write(value)
        } catch {
            throw EncodingError.invalidValue(
                error.value,
                EncodingError.Context(codingPath: error.path, debugDescription: error.message)
            )
        }
        return output.bytes
    }
}
