public import ServiceCore

/// Answers with a value as JSON: a ``MockDescription`` with `data`. The answer gets `Content-Type: application/json` if it has none.
///
/// An encoder of one's own is given under the name of the type:
/// ```swift
/// Mock(types: ["JSONDataMock": JSONDataMock { try JSONWriter(sortsKeys: true).write($0) }])
/// ```
public struct JSONDataMock: MockType {
    static let name = "JSONDataMock"

    private let encode: @Sendable (DynamicValue) throws -> [UInt8]

    /// Creates the type.
    ///
    /// - Parameter encode: Writes the value. Default: `JSONWriter`, which keeps the order of members.
    public init(encode: @escaping @Sendable (DynamicValue) throws -> [UInt8] = { try JSONWriter().write($0) }) {
        self.encode = encode
    }

    /// The value as JSON, with the status and the fields of the description.
    public func answer(to call: MockCall) async throws -> Answer {
        guard let data = call.description.data else { throw MockError(.invalidDescription, Self.missing) }
        return .bytes(
            try encode(data),
            type: "application/json",
            status: call.description.status,
            headers: call.description.headers
        )
    }

    /// A description without data, with a file, or with data that cannot be written.
    public func problems(in description: MockDescription, read: (String) throws -> [UInt8]) -> [String] {
        var problems = description.problems(of: Self.name, allowsFile: false)
        if let data = description.data {
            do { _ = try encode(data) } catch { problems.append("the \"data\" cannot be written as JSON: \(error)") }
        } else {
            problems.append(Self.missing)
        }
        return problems
    }

    private static let missing =
        "a JSONDataMock needs \"data\": give a value, or use RawDataMock for an answer without a body"
}

extension MockDescription {
    /// What is wrong with a description for one of the types of the package.
    func problems(of type: String, allowsFile: Bool = true, allowsData: Bool = true) -> [String] {
        var problems: [String] = []
        if !allowsFile, file != nil { problems.append("a \(type) takes no \"file\": remove it, or use RawFileMock") }
        if !allowsData, data != nil {
            problems.append("a \(type) takes no \"data\": remove it, or remove the \"file\"")
        }
        for name in parameters.keys {
            let known = ["mock_type", "status", "headers", "file", "data"]
            problems.append(
                "a \(type) has no member \"\(name)\"" + NearestNames.suggestion(for: name, in: known)
            )
        }
        if !(100...599).contains(status.code) {
            problems.append("the status is \(status.code): give a number from 100 to 599")
        }
        for field in headers where !field.name.isValid || !field.hasValidValue {
            problems.append(
                "the header field \(field.name.rawValue.debugDescription) is none that RFC 9110 allows: correct it"
            )
        }
        return problems
    }
}
