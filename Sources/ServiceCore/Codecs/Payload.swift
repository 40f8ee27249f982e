/// What a caller gives an endpoint to send, before it is encoded.
///
/// ```swift
/// try await users.call("createUser", payload: ["username": "foobar", "age": 21])   // a literal of values of any kind
/// try await users.call("createUser", payload: CreateUser(username: "foobar"))      // anything that can be encoded
/// try await users.call("upload", payload: image)                                   // bytes as they are, if it is an [UInt8]
/// try await users.call("upload", payload: .stream(file))                           // produced while they are sent
/// ```
public enum Payload: Sendable {
    /// Nothing: the request has no body.
    case none
    /// A value that the client's codec encodes.
    case value(any Encodable & Sendable)
    /// Bytes that are sent as they are; the codec does not see them.
    case bytes([UInt8])
    /// A body that is produced while it is sent; the codec does not see it.
    case stream(BodyStream)

    /// Whether there is nothing to send.
    public var isNone: Bool {
        if case .none = self { true } else { false }
    }
}

extension Payload {
    /// Bytes as they are, anything else for the codec.
    init<Input: Encodable & Sendable>(input: Input) {
        // To compare types costs less than a cast that fails.
        guard Input.self == [UInt8].self, let bytes = input as? [UInt8] else {
            self = .value(input)
            return
        }
        self = .bytes(bytes)
    }
}

extension Payload: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    /// An object for the codec, of values of any kind.
    public init(dictionaryLiteral elements: (String, DynamicValue)...) {
        self = .value(DynamicValue.object(DynamicObject(elements)))
    }

    /// A list for the codec, of values of any kind.
    public init(arrayLiteral elements: DynamicValue...) {
        self = .value(DynamicValue.array(elements))
    }
}
