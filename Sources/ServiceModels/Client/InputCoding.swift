import ServiceCore

/// Where properties of an input go that neither the path nor the payload has.
struct InputPlaces: Sendable {
    var query: Set<String> = []
    /// The names of header fields by those of properties.
    var headers: [String: String] = [:]

    func contain(_ name: String) -> Bool { query.contains(name) || headers[name] != nil }
}

/// How the input of a method is made from keywords, checked and taken apart.
struct InputCoding<Input: Sendable>: Sendable {
    /// The keywords of the model; `nil` where there is no input.
    let schema: ModelSchema?
    let make: @Sendable ([Keyword], ServiceClient) throws -> Input
    let encodable: @Sendable (Input) -> (any Encodable & Sendable)?
}

extension InputCoding where Input: ParameterObject {
    static var model: Self {
        Self(
            schema: Input.schema,
            make: { try KeywordInitializer<Input>(codec: $1.codec, redaction: $1.redaction).make($0) },
            encodable: { $0 }
        )
    }
}

extension InputCoding where Input == Void {
    static var nothing: Self {
        Self(schema: nil, make: { _, _ in }, encodable: { _ in nil })
    }
}
