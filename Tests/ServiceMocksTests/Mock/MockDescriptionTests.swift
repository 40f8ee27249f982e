import ServiceCore
import ServiceMocks
import Testing

/// What a spec file says under `mock`.
struct MockDescriptionTests {
    static let texts: [(String, MockDescription)] = [
        ("{}", MockDescription()),
        (#"{"mock_type": "RawFileMock", "file": "a.txt"}"#, MockDescription(type: "RawFileMock", file: "a.txt")),
        (#"{"mockType": "RawDataMock", "data": "x"}"#, MockDescription(type: "RawDataMock", data: "x")),
        (
            #"{"mock_type": "JsonDataMock", "status": 404, "headers": {"a": "1", "b": ["2", "3"]}, "data": {"z": 1, "a": null}}"#,
            MockDescription(
                type: "JsonDataMock",
                status: 404,
                headers: ["a": "1", "b": "2", "b": "3"],
                data: ["z": 1, "a": nil]
            )
        ),
        (#"{"status": null, "data": null}"#, MockDescription(data: .null)),
        (
            #"{"mock_type": "shop:Late", "data": 1, "seconds": 2}"#,
            MockDescription(type: "shop:Late", data: 1, parameters: ["seconds": 2])
        ),
    ]

    @Test(arguments: texts)
    func `a description is read`(text: String, expected: MockDescription) throws {
        let value = try JSONReader().read(Array(text.utf8))
        #expect(try value.decode(as: MockDescription.self) == expected)
    }

    @Test(arguments: [
        ("[]", ""), ("7", ""), (#"{"status": "x"}"#, "status"), (#"{"headers": 1}"#, "headers"),
        (#"{"file": 1}"#, "file"),
        (#"{"mock_type": 1}"#, "mock_type"), (#"{"headers": {"a": {}}}"#, "headers.a"),
    ])
    func `what is wrong is told with its place`(text: String, path: String) throws {
        let value = try JSONReader().read(Array(text.utf8))
        let error = #expect(throws: DecodingError.self) { try value.decode(as: MockDescription.self) }
        let found: [any CodingKey]? =
            switch error {
            case .typeMismatch(_, let context), .dataCorrupted(let context), .valueNotFound(_, let context):
                context.codingPath
            default: nil
            }
        #expect(found?.map(\.stringValue).joined(separator: ".") == path)
    }

    @Test func `a keyword gives it, as a spec file does`() async throws {
        let client = try ServiceClient.mocked()
        let answer = try await client.dynamic.it(mock: ["status": 404, "data": ["a": 1]] as DynamicValue)
        #expect(answer.status == 404)
        #expect(answer.data == ["a": 1])
        let error = await #expect(throws: ServiceError.self) { try await client.dynamic.it(mock: 7) }
        #expect(error?.code == .invalidOption)
    }
}
