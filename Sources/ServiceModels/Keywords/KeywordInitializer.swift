public import ServiceCore

/// Makes a model from keywords, which are the coding keys of the model.
///
/// ```swift
/// try CreateUser.build(username: "foobar", age: 21, tags: ["a", "b"], address: address, note: nil)
/// try KeywordInitializer<Version>()(major: 6, minor: 3)     // any type that can be decoded
/// ```
/// - A value of the property's own type is taken as it is. Any other one is read as the property by way of what it encodes as: `1`
///   as a `Double`, `"red"` as an enumeration of texts, a dictionary or a `DynamicValue` as a nested model. No text is taken for a number.
/// - A keyword that is left out has the value of the model's empty form if there is one (``DefaultInitializable``), or what the `init(from:)`
///   of the model makes of it; one that it needs is an error. `nil` is a value: it takes the place of a default.
/// - A literal of values of several kinds needs its type: `["a": 1, "b": "x"] as DynamicValue`.
/// - Every keyword that is missing, unknown, given twice or of the wrong type is told in one ``ModelError``, and so is every rule that is
///   broken (``ParameterObject/validate(_:)``). What an `init(from:)` tries and catches is no problem.
/// - A value that is read as another type may nest 64 lists and models deep.
@dynamicCallable
public struct KeywordInitializer<Model: Decodable>: Sendable {
    private let decoding: ModelDecoding

    /// Creates an initializer.
    ///
    /// - Parameters:
    ///   - codec: Reads what has several spellings, such as a date, where a keyword gives another type than the property
    ///     has. Default: JSON with a `JSONDecoder` as it is.
    ///   - redaction: Names the keywords whose values no error tells, where an `init(from:)` would say them. Default: everything
    ///     whose name is that of a credential.
    public init(codec: some ServiceCodec, redaction: Redaction = .standard) {
        decoding = ModelDecoding(codec: codec, redaction: redaction)
    }

    /// Creates an initializer with the strategies of a `JSONDecoder` as it is.
    public init() {
        self.init(codec: JSONCodec.usual)
    }

    /// The same with the strategies of a codec: `CreateUser.build.using(client.codec)(birthday: "2001-02-03T00:00:00Z")`.
    public func using(_ codec: some ServiceCodec) -> Self { Self(codec: codec, redaction: decoding.redaction) }

    /// Makes the model.
    ///
    /// - Throws: ``ModelError`` with all the problems.
    public func dynamicallyCall(withKeywordArguments arguments: KeywordArguments) throws(ModelError) -> Model {
        try make([Keyword](arguments))
    }

    func make(_ keywords: [Keyword]) throws(ModelError) -> Model {
        let model = try decoding.model(Model.self, from: keywords)
        try Validation.check(model)
        return model
    }
}
