/// What every call of a client shares; it does not change once the client is made.
final class ClientRuntime: Sendable {
    let name: String
    let baseURL: BaseURL
    let codec: any ServiceCodec
    let transport: any Transport
    let clock: ServiceClock
    let maximumBodySize: Int
    let redaction: Redaction
    let endpoints: [String: EndpointDescription]
    let endpointNames: [String]
    let optionDeclarations: [OptionDeclaration]
    let optionKeys: [ObjectIdentifier]
    let hooks: Hooks
    let lifecycle: ClientLifecycle

    init(
        name: String,
        baseURL: BaseURL,
        codec: any ServiceCodec,
        transport: any Transport,
        clock: ServiceClock,
        maximumBodySize: Int,
        redaction: Redaction,
        endpoints: [EndpointDescription],
        optionDeclarations: [OptionDeclaration],
        hooks: Hooks,
        lifecycle: ClientLifecycle
    ) {
        self.name = name
        self.baseURL = baseURL
        self.codec = codec
        self.transport = transport
        self.clock = clock
        self.maximumBodySize = maximumBodySize
        self.redaction = redaction
        self.endpoints = Dictionary(endpoints.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        endpointNames = endpoints.map(\.name)
        self.optionDeclarations = optionDeclarations
        optionKeys = optionDeclarations.map(\.key)
        self.hooks = hooks
        self.lifecycle = lifecycle
    }
}
