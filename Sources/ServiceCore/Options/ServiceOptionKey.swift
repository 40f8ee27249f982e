/// The name, the type and the merge rule of an option.
///
/// An option has three levels, and each is stronger than the one before: the client (what a plugin was made with), the
/// endpoint, the call. One value serves for both lower places: `.timeout(.seconds(2))` is written the same way in an
/// endpoint and in a call.
///
/// ```swift
/// public enum PriorityOption: ServiceOptionKey {
///     public typealias Value = Int
///     public static let name = "priority"
/// }
/// extension ServiceOption {
///     public static func priority(_ value: Int) -> Self { Self(PriorityOption.self, value) }
/// }
/// ```
/// A plugin that conforms to ``OptionReading`` declares which options it reads; an option that no plugin of a client
/// reads is an error when the client is made, or when the call is.
public protocol ServiceOptionKey: SendableMetatype {
    /// The type of the value. It is `Decodable` so that a file or a keyword of a dynamic call can give it.
    associatedtype Value: Sendable & Decodable

    /// The name of the option in descriptions, in files and as a keyword of a dynamic call, for example `timeout`.
    static var name: String { get }

    /// What results where two levels give a value. Default: the stronger one.
    static func merge(_ weaker: Value, _ stronger: Value) -> Value

    /// Reads a value from a file or a keyword. Default: the value's own decoding.
    static func decode(from decoder: any Decoder) throws -> Value
}

extension ServiceOptionKey {
    /// The value of the stronger level.
    public static func merge(_ weaker: Value, _ stronger: Value) -> Value { stronger }

    /// Decodes the value with its own `Decodable` conformance.
    public static func decode(from decoder: any Decoder) throws -> Value {
        try Value(from: decoder)
    }
}

/// Where the value of an option was given, from the weakest to the strongest.
public enum OptionLevel: String, Sendable, Comparable, CaseIterable {
    /// By the plugin itself: the same for every call of the client.
    case client
    /// With the endpoint.
    case endpoint
    /// With the call.
    case call

    /// Whether one level is weaker than another.
    public static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.client, .endpoint), (.client, .call), (.endpoint, .call): true
        default: false
        }
    }
}
