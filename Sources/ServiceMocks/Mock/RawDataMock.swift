import ServiceCore

/// Answers with a text or bytes as they are: a ``MockDescription`` whose `data` is one of the two, or that has none.
public struct RawDataMock: MockType {
    static let name = "RawDataMock"

    /// Creates the type.
    public init() {}

    /// The text or the bytes, with the status and the fields of the description.
    public func answer(to call: MockCall) async throws -> Answer {
        let description = call.description
        let body: Answer.Body =
            switch description.data {
            case nil: .none
            case .string(let text): .bytes(Array(text.utf8))
            case .bytes(let bytes): .bytes(bytes)
            default: throw MockError(.invalidDescription, Self.notRaw)
            }
        return Answer(status: description.status, headers: description.headers, body: body)
    }

    /// Data that is neither text nor bytes, or a file.
    public func problems(in description: MockDescription, read: (String) throws -> [UInt8]) -> [String] {
        var problems = description.problems(of: Self.name, allowsFile: false)
        switch description.data {
        case nil, .string, .bytes: break
        default: problems.append(Self.notRaw)
        }
        return problems
    }

    private static let notRaw = "the \"data\" of a RawDataMock is a text or bytes: use JSONDataMock for any other value"
}
