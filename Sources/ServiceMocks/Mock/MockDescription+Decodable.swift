import ServiceCore

extension MockDescription: Decodable {
    /// Reads a description as a file has it; `mock_type` may be written `mockType`.
    ///
    /// - Throws: `DecodingError` with the member whose value is not what it should be.
    public init(from decoder: any Decoder) throws {
        self.init()
        guard case .object(var members) = try DynamicValue(from: decoder) else {
            let context = DecodingError.Context(
                codingPath: decoder.codingPath,
                debugDescription: "a mock is an object with the members mock_type, status, headers, and file or data"
            )
            throw DecodingError.typeMismatch(MockDescription.self, context)
        }
        func take<Value: Decodable>(_ names: String..., as: Value.Type) throws -> Value? {
            for name in names {
                guard let value = members.removeValue(forKey: name), !value.isNull else { continue }
                return try value.decode(as: Value.self, codingPath: decoder.codingPath + [MemberKey(stringValue: name)])
            }
            return nil
        }
        type = try take("mock_type", "mockType", as: String.self)
        status = try take("status", as: Int.self).map { ResponseStatus($0) } ?? 200
        headers = try take("headers", as: HeaderFields.self) ?? [:]
        file = try take("file", as: String.self)
        // Not by `take`: a null is data too.
        data = members.removeValue(forKey: "data")
        parameters = members
    }

    private struct MemberKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
