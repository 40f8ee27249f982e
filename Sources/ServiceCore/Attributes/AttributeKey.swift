/// The name and the type of something that a plugin publishes on a session or a response.
///
/// Declare a key, and a property on the wrapper that reads it:
///
/// ```swift
/// enum CacheAge: AttributeKey {
///     typealias Value = Duration
/// }
/// extension ServiceResponse {
///     var cacheAge: Duration? { attributes[CacheAge.self] }
/// }
/// ```
public protocol AttributeKey: SendableMetatype {
    /// The type of the value.
    associatedtype Value: Sendable

    /// The name under which logs and descriptions show the value. Default: the name of the key's type.
    static var name: String { get }

    /// Whether logs and descriptions leave the value out, for what concerns nobody but its plugin. Default: no.
    static var isHidden: Bool { get }
}

extension AttributeKey {
    /// The name of the key's type.
    public static var name: String { String(describing: Self.self) }

    /// No: the value is shown.
    public static var isHidden: Bool { false }
}
