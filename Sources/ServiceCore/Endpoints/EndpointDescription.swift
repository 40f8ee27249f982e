/// An endpoint of a client, checked and ready to be called: what a plugin sees of it.
public final class EndpointDescription: Sendable {
    /// The name by which it is called.
    public let name: String
    /// The method.
    public let method: RequestMethod
    /// The path, parsed.
    public let template: URITemplate
    /// The variables of the path whose values are secret by their names, as the client's ``Redaction`` says. What fills the path in tells
    /// the values to ``ServiceSession/redaction``.
    public let secretVariableNames: [String]
    /// Whether a call may give a payload.
    public let takesPayload: Bool
    /// The options of the client's and the endpoint's level, merged.
    public let options: ServiceOptions
    /// The parameters that the endpoint itself gives.
    let parameters: Parameters
    /// What the path hooks start with.
    let initialPath: String
    /// The request, where the path needs nothing filled in: made and checked once.
    let fixedRequest: ServiceRequest?

    init(
        name: String,
        method: RequestMethod,
        template: URITemplate,
        takesPayload: Bool,
        options: ServiceOptions,
        secretVariableNames: [String],
        fixedURL: ServiceURL?
    ) {
        self.name = name
        self.method = method
        self.template = template
        self.secretVariableNames = secretVariableNames
        initialPath = template.literal ?? template.source
        self.takesPayload = takesPayload
        self.options = options
        parameters = options[ParametersOption.self] ?? Parameters()
        fixedRequest = fixedURL.map { ServiceRequest(method: method, url: $0) }
    }
}
