/// What an endpoint is: a method, a path, and the options that hold for it.
///
/// ```swift
/// .get("/users/{userId}", .timeout(.seconds(2)))
/// ```
/// The path is joined to the path of the client's base URL with exactly one slash between them. It is a URI template
/// (RFC 6570); a plugin such as `PathTokens` fills it in.
public struct EndpointDefinition: Sendable {
    /// The method. Default: GET.
    public var method: RequestMethod

    /// The path, a URI template.
    public var path: String

    /// The options of the endpoint's level.
    public var options: [ServiceOption]

    /// Whether the endpoint takes a payload: with `false`, a call that gives one fails.
    ///
    /// Default: everything but GET, HEAD, DELETE and TRACE, whose content has no defined meaning (RFC 9110 §9.3).
    public var takesPayload: Bool

    /// Creates a definition, of any method.
    ///
    /// - Parameters:
    ///   - path: The path, a URI template.
    ///   - method: The method. Default: GET.
    ///   - options: The options of the endpoint's level. Default: none.
    ///   - takesPayload: Whether a call may give a payload. Default: `nil`, as the method says.
    public init(
        _ path: String,
        method: RequestMethod = .get,
        options: [ServiceOption] = [],
        takesPayload: Bool? = nil
    ) {
        self.method = method
        self.path = path
        self.options = options
        self.takesPayload = takesPayload ?? ![.get, .head, .delete, .trace].contains(method)
    }

    /// An endpoint that is called with GET.
    public static func get(_ path: String, _ options: ServiceOption...) -> Self {
        Self(path, method: .get, options: options)
    }

    /// An endpoint that is called with HEAD.
    public static func head(_ path: String, _ options: ServiceOption...) -> Self {
        Self(path, method: .head, options: options)
    }

    /// An endpoint that is called with POST.
    public static func post(_ path: String, _ options: ServiceOption...) -> Self {
        Self(path, method: .post, options: options)
    }

    /// An endpoint that is called with PUT.
    public static func put(_ path: String, _ options: ServiceOption...) -> Self {
        Self(path, method: .put, options: options)
    }

    /// An endpoint that is called with PATCH.
    public static func patch(_ path: String, _ options: ServiceOption...) -> Self {
        Self(path, method: .patch, options: options)
    }

    /// An endpoint that is called with DELETE.
    public static func delete(_ path: String, _ options: ServiceOption...) -> Self {
        Self(path, method: .delete, options: options)
    }

    /// An endpoint that is called with OPTIONS.
    public static func options(_ path: String, _ options: ServiceOption...) -> Self {
        Self(path, method: .options, options: options)
    }
}
