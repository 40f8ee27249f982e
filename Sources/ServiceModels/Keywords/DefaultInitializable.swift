/// A type that has an empty form: a value whose properties all have their defaults.
///
/// A structure whose properties all have defaults needs only to say that it conforms. What no keyword gives then has the value of
/// the empty form, which the compiler's own `init(from:)` would not know; and a model can be made from nothing.
///
/// ```swift
/// struct Search: ParameterObject, DefaultInitializable {
///     var text = ""
///     var limit = 20
/// }
/// try Search.build(text: "swift")   // the limit is 20
/// ```
public protocol DefaultInitializable {
    /// Creates the empty form.
    init()
}
