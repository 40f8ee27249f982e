public import ServiceCore

/// How a mock answers: what the option `mock` of an endpoint says, from code or from a file.
///
/// ```swift
/// "getUsers":   .get("/users", .mock(.json(["users": []])))
/// "export":     .get("/users.csv", .mock(.file("users.csv", headers: ["content-type": "text/csv"])))
/// "deleteUser": .delete("/users/{userId}", .mock(.status(204)))
/// "getStock":   .get("/stock", .mock(.type("shop:OutOfStock", data: ["sku": 7])))
/// ```
/// In a file it is an object, of which nothing but `file` or `data` must be there:
/// ```json
/// {"mock_type": "JSONDataMock", "status": 200, "headers": {"etag": "7"}, "data": {"users": []}}
/// ```
/// | `mock_type` | answers with |
/// |---|---|
/// | ``RawFileMock`` | the bytes of `file` |
/// | ``RawDataMock`` | `data`, a text or bytes, as it is; nothing without it |
/// | ``JSONDataMock``, also spelt `JsonDataMock` | `data`, any value, as JSON |
/// | any other | what a ``MockType`` does that ``Mock`` was given under this name |
///
/// Without `mock_type`, a `file` is a `RawFileMock`, a text a `RawDataMock` and any other `data` a `JSONDataMock`.
public struct MockDescription: Hashable, Sendable {
    /// The name of the ``MockType`` that answers, or `nil` where ``file`` and ``data`` tell.
    public var type: String?
    /// The status. Default: 200.
    public var status: ResponseStatus
    /// The header fields.
    public var headers: HeaderFields
    /// A file, relative to the folder of ``Mock``.
    public var file: String?
    /// The body, or whatever else the type makes of it.
    public var data: DynamicValue?
    /// What goes wrong on the way. A file cannot give it.
    public var faults: [Fault]
    /// Members of a description in a file that are none of the above, for types of one's own.
    public var parameters: DynamicObject

    /// Creates a description.
    public init(
        type: String? = nil,
        status: ResponseStatus = 200,
        headers: HeaderFields = [:],
        file: String? = nil,
        data: DynamicValue? = nil,
        faults: [Fault] = [],
        parameters: DynamicObject = [:]
    ) {
        self.type = type
        self.status = status
        self.headers = headers
        self.file = file
        self.data = data
        self.faults = faults
        self.parameters = parameters
    }

    /// The name of the type that answers.
    var typeName: String {
        if let type { return type == "JsonDataMock" ? JSONDataMock.name : type }
        if file != nil { return RawFileMock.name }
        switch data {
        case nil, .string, .bytes: return RawDataMock.name
        default: return JSONDataMock.name
        }
    }
}

extension MockDescription {
    /// A status, and no body.
    public static func status(_ status: ResponseStatus, headers: HeaderFields = [:]) -> Self {
        Self(status: status, headers: headers)
    }

    /// A value as JSON, with a `Content-Type` of `application/json` unless `headers` have one.
    public static func json(
        _ value: DynamicValue,
        status: ResponseStatus = 200,
        headers: HeaderFields = [:]
    ) -> Self {
        Self(type: JSONDataMock.name, status: status, headers: headers, data: value)
    }

    /// A text that is JSON already, with a `Content-Type` of `application/json` unless `headers` have one.
    public static func json(_ text: String, status: ResponseStatus = 200, headers: HeaderFields = [:]) -> Self {
        Self(status: status, headers: headers.withContentType("application/json"), data: .string(text))
    }

    /// A text in UTF-8; no header field is added.
    public static func text(_ text: String, status: ResponseStatus = 200, headers: HeaderFields = [:]) -> Self {
        Self(status: status, headers: headers, data: .string(text))
    }

    /// Bytes; no header field is added.
    public static func bytes(_ bytes: [UInt8], status: ResponseStatus = 200, headers: HeaderFields = [:]) -> Self {
        Self(status: status, headers: headers, data: .bytes(bytes))
    }

    /// The bytes of a file, relative to the folder of ``Mock``; no header field is added.
    public static func file(_ path: String, status: ResponseStatus = 200, headers: HeaderFields = [:]) -> Self {
        Self(status: status, headers: headers, file: path)
    }

    /// A type of one's own, by the name under which ``Mock`` has it.
    public static func type(
        _ name: String,
        data: DynamicValue? = nil,
        parameters: DynamicObject = [:]
    ) -> Self {
        Self(type: name, data: data, parameters: parameters)
    }

    /// The same description with more faults.
    public func with(_ faults: Fault...) -> Self {
        var description = self
        description.faults += faults
        return description
    }
}

extension HeaderFields {
    /// The same fields, with this `Content-Type` unless they have one.
    func withContentType(_ type: String) -> HeaderFields {
        var fields = self
        if !fields.contains(.contentType) { fields.append("Content-Type", type) }
        return fields
    }
}
