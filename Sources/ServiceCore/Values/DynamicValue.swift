/// A value whose shape is known only when the program runs: the parsed body of a response, an argument of a call by
/// name, the options in a spec file.
///
/// ```swift
/// let page = try await users.call("getUsers")
/// page.data["users"][0]["name"].string   // "Ada", or nil
/// page.data["total"].int                 // 3, or nil
/// try page.data["users"].decode(as: [User].self)
///
/// let body: DynamicValue = ["name": "Ada", "tags": ["a", "b"], "age": 36, "manager": nil]
/// ```
///
/// What is missing reads as ``null``, so a path needs no optionals; ``DynamicObject/subscript(_:)->DynamicValue?`` tells a member
/// that is missing from one that is null.
///
/// Values are equal when they are of one case and hold the same: `.int(1)` and `.double(1)` differ, for they are written
/// differently. The accessors (``int``, ``double``) read across the kinds of number.
///
/// What is read from a text nests at most 512 deep (``JSONReader/maximumDepth``). Values that are built by hand may nest deeper, and
/// are compared, hashed, described and coded all the same. But the language releases what lies in a value by recursion: on
/// a stack of 512 KiB, that of most threads, do not build more than 2,000 levels.
public enum DynamicValue: Sendable {
    /// Nothing.
    case null
    /// A truth value.
    case bool(Bool)
    /// An integer of 64 bits.
    case int(Int64)
    /// A binary floating-point number.
    case double(Double)
    /// A decimal number as text, in the grammar of RFC 8259 §6, that neither ``int(_:)`` nor ``double(_:)`` holds without
    /// loss: `18446744073709551615`, `0.1234567890123456789`, `1e400`.
    case number(String)
    /// A text.
    case string(String)
    /// Bytes as a codec without text gives them. JSON has no such kind: it is written as base64 text (RFC 4648 §4).
    case bytes([UInt8])
    /// A list.
    case array([DynamicValue])
    /// Members by name.
    case object(DynamicObject)
}

extension DynamicValue {
    /// A number: ``int(_:)`` where it fits, its decimal text otherwise.
    public init(_ integer: some BinaryInteger) {
        self = Int64(exactly: integer).map(DynamicValue.int) ?? .number(String(integer))
    }
}

extension DynamicValue: CustomStringConvertible {
    /// The value as compact JSON; a double that JSON cannot write stands as `nan`, `inf` or `-inf`.
    public var description: String {
        var output = JSONOutput(writer: JSONWriter(), permitsEverything: true)
        // The output throws only where something is not permitted.
        try? output.write(self)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
