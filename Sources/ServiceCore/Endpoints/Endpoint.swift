/// An endpoint that knows what goes in and what comes out.
///
/// It names an endpoint of a client; the client's definition tells method and path. Declare one as a static member,
/// and a call is checked by the compiler:
///
/// ```swift
/// extension Endpoint where Input == CreateUser, Output == User {
///     static var createUser: Self { .init("createUser") }
/// }
/// let created = try await users.call(.createUser, CreateUser(username: "foobar")).data
/// ```
/// `Input == Void` takes no payload, `Output == Void` ignores the body, and `[UInt8]` leaves bytes as they are.
public struct Endpoint<Input: Sendable, Output: Sendable>: Sendable {
    /// The name of the endpoint in the client.
    public let name: String

    let makePayload: @Sendable (Input) -> Payload
    let parse: @Sendable (ServiceResponse, ServiceSession) throws -> Output

    /// Creates an endpoint with a serializer and a parser of its own.
    ///
    /// - Parameters:
    ///   - name: The name of the endpoint in the client.
    ///   - payload: Makes the payload of a call; the client's codec encodes a `.value`.
    ///   - parse: Reads the response, told the session of the call. What it throws fails the call.
    public init(
        _ name: String,
        payload: @escaping @Sendable (Input) -> Payload,
        parse: @escaping @Sendable (ServiceResponse, ServiceSession) throws -> Output
    ) {
        self.name = name
        makePayload = payload
        self.parse = parse
    }
}

extension Endpoint where Input: Encodable, Output: Decodable {
    /// Creates an endpoint whose input is encoded and whose output is decoded by the client's codec.
    public init(_ name: String) {
        self.init(
            name,
            payload: { Payload(input: $0) },
            parse: { try $1.runtime.codec.decode(Output.self, from: $0, session: $1) }
        )
    }
}

extension Endpoint where Input == Void, Output: Decodable {
    /// Creates an endpoint without payload whose output is decoded by the client's codec.
    public init(_ name: String) {
        self.init(name, payload: { .none }, parse: { try $1.runtime.codec.decode(Output.self, from: $0, session: $1) })
    }
}

extension Endpoint where Input: Encodable, Output == Void {
    /// Creates an endpoint whose input is encoded by the client's codec, and whose body is not looked at.
    public init(_ name: String) {
        self.init(name, payload: { Payload(input: $0) }, parse: { _, _ in })
    }
}

extension Endpoint where Input == Void, Output == Void {
    /// Creates an endpoint without payload whose body is not looked at.
    public init(_ name: String) {
        self.init(name, payload: { .none }, parse: { _, _ in })
    }
}

extension Endpoint where Input: Encodable, Output == [UInt8] {
    /// Creates an endpoint whose input is encoded by the client's codec, and whose body is left as it is.
    public init(_ name: String) {
        self.init(name, payload: { Payload(input: $0) }, parse: { response, _ in response.bytes })
    }
}

extension Endpoint where Input == Void, Output == [UInt8] {
    /// Creates an endpoint without payload whose body is left as it is.
    public init(_ name: String) {
        self.init(name, payload: { .none }, parse: { response, _ in response.bytes })
    }
}
