public import ServiceCore

/// A client whose methods are the properties of a type that declares them; see ``ServiceMethod``.
///
/// ```swift
/// let ocean = try ModelClient(
///     Ocean(), name: "ocean", baseURL: "https://api.example.com/v2", transport: .urlSession(), plugins: [PathTokens()]
/// )
/// try await ocean.createDroplet(CreateDroplet(name: "web-1"))             // a model
/// try await ocean.createDroplet(name: "web-1", timeout: 2)                // keywords, and options by their names
/// try await ocean.createDroplet.call { Field(\.name, "web-1") }          // a builder
/// try await ocean.createDroplet.call(droplet, .timeout(.seconds(2)))      // a model, and options
/// ```
/// The name of a property is the name of its endpoint, found by reflection: a program that is compiled without reflection metadata has to
/// use `ServiceClient` and `Endpoint`. A property named `client`, `close` or `description` is hidden by what is here: give it another name.
@dynamicMemberLookup
public struct ModelClient<Interface: Sendable>: Sendable {
    /// The client underneath, for calls by name and streams, and to close it.
    public let client: ServiceClient

    private let interface: Interface
    private let methods: [ObjectIdentifier: any Sendable]
    private let descriptions: [String]

    /// Makes a client of an interface.
    ///
    /// - Parameters:
    ///   - interface: Declares the methods in its stored properties.
    ///   - name: The name of the service in errors and logs.
    ///   - baseURL: An absolute `http` or `https` URL without query, fragment and user information; its path is kept.
    ///   - failure: The model of an answer with 4xx or 5xx, which is an error then, for the methods that declare none of their own; see
    ///     ``ServiceFailure``. Default: none.
    ///   - codec: Encodes payloads and decodes bodies, and reads keywords with its strategies. Default: JSON.
    ///   - transport: Sends the requests. The client closes it.
    ///   - plugins: What takes part in the calls, in this order. Paths with placeholders need one that fills them in, such as `PathTokens`.
    ///   - maximumBodySize: The limit of a buffered response body in bytes, after decompression. Default: 64 MiB.
    ///   - redaction: What descriptions, errors and logs mask. Default: everything whose name is that of a credential.
    ///   - clock: The clock of deadlines, back-off and limits. Default: `ContinuousClock`.
    /// - Throws: One `ServiceError` of the code `invalidConfiguration` that lists all the problems, those of the methods too.
    public init(
        _ interface: Interface,
        name: String,
        baseURL: String,
        failure: (any (Decodable & Sendable).Type)? = nil,
        codec: some ServiceCodec = .json,
        transport: some Transport,
        plugins: [any ServicePlugin] = [],
        maximumBodySize: Int = 64 * 1024 * 1024,
        redaction: Redaction = .standard,
        clock: some Clock<Duration> = ContinuousClock()
    ) throws {
        let declared = DeclaredMethods(of: interface)
        let client = try ServiceClient(
            name: name,
            baseURL: baseURL,
            endpoints: declared.endpoints,
            codec: codec,
            transport: transport,
            plugins: plugins + [InterfacePlugin(methods: declared)],
            maximumBodySize: maximumBodySize,
            redaction: redaction,
            clock: clock
        )
        self.interface = interface
        self.client = client
        var methods: [ObjectIdentifier: any Sendable] = [:]
        for (name, method) in declared.named {
            methods[ObjectIdentifier(method)] = method.bound(to: client, as: name, failure: failure)
        }
        self.methods = methods
        descriptions = declared.named.map { name, method in
            let definition = method.definition
            let keywords = method.schema.map { $0.keywords.isEmpty ? [] : [$0.description] } ?? []
            let ofPath = client.endpoint(named: name)?.template.variableNames.filter { method.schema?[$0] == nil } ?? []
            let all = (ofPath + keywords).joined(separator: ", ")
            return "\(name)(\(all))  \(definition.method) \(redaction.template(definition.path))"
        }
    }

    /// A method of the interface.
    public subscript<Input, Output>(
        dynamicMember path: KeyPath<Interface, ServiceMethod<Input, Output>>
    ) -> BoundMethod<Input, Output> {
        let method = interface[keyPath: path]
        return methods[ObjectIdentifier(method)] as? BoundMethod<Input, Output>
            ?? BoundMethod(method, of: client, name: "a method that is no stored property of \(Interface.self)")
    }

    /// Closes the client; see `ServiceClient.close()`.
    public func close() async {
        await client.close()
    }
}

extension ModelClient: CustomStringConvertible {
    /// The methods with their keywords, one a line, for documentation and completion.
    public var description: String { descriptions.joined(separator: "\n") }
}
