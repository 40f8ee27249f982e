public import ServiceCore

/// Answers calls in the place of the service, while everything else of a call runs as with a real server.
///
/// ```swift
/// let users = try ServiceClient(
///     name: "users",
///     baseURL: "https://api.example.com/v1",
///     endpoints: ["getUsers": .get("/users", .mock(.json(["users": [["name": "Ada"]]])))],
///     transport: .urlSession(),
///     plugins: [Mock()]
/// )
/// ```
/// The answer is what the option ``MockOption`` of the endpoint or the call describes, unless a rule of `withMocks` stands
/// in its place. All other plugins, the codec and the limits see a request that is sent and a response that arrives.
///
/// A mock takes the place of the transport inside an attempt: retries ask it again, and its place among the plugins does not matter.
public struct Mock: AttemptIntercepting, OptionReading, ClientPreparing {
    /// What happens to a call for which nothing describes an answer.
    public enum Unmocked: Sendable {
        /// It fails, and nothing is sent.
        case fails
        /// The transport of the client sends it.
        case passesThrough
    }

    let folder: Folder?
    let types: [String: any MockType]
    let unmocked: Unmocked

    /// Creates the plugin.
    ///
    /// - Parameters:
    ///   - folder: The folder in which the files of descriptions lie; none can be left by `..`, an absolute path or a symbolic link.
    ///     Default: no files.
    ///   - types: Mock types of one's own by name. One with the name of a type of the package takes its place.
    ///   - namespaces: More of them, in groups: `["shop": ["OutOfStock": …]]` is `"shop:OutOfStock"`.
    ///   - unmocked: What happens to a call for which nothing describes an answer. Default: it fails.
    public init(
        folder: String? = nil,
        types: [String: any MockType] = [:],
        namespaces: [String: [String: any MockType]] = [:],
        unmocked: Unmocked = .fails
    ) {
        self.folder = folder.map(Folder.init(path:))
        self.unmocked = unmocked
        var all: [String: any MockType] = [
            RawFileMock.name: RawFileMock(), RawDataMock.name: RawDataMock(), JSONDataMock.name: JSONDataMock(),
        ]
        all.merge(types) { $1 }
        for (namespace, types) in namespaces {
            for (name, type) in types { all["\(namespace):\(name)"] = type }
        }
        self.types = all
    }

    /// `mock`
    public var options: [OptionDeclaration] { [OptionDeclaration(MockOption.self)] }

    /// Descriptions that cannot be answered: an unknown type, a file that is not there, data of the wrong kind.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        client.endpoints.flatMap { endpoint in
            (endpoint.options[MockOption.self].map(problems(in:)) ?? [])
                .map { ConfigurationProblem(endpoint: endpoint.name, "mock: \($0)") }
        }
    }

    /// Runs the attempt with the mock in the place of the transport.
    public func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let transport = session.transport
        defer { session.transport = transport }
        session.transport = MockTransport(
            mock: self,
            replaced: transport,
            service: session.service,
            endpoint: session.endpoint,
            attempt: session.attempt,
            description: session.options[MockOption.self],
            clock: session.clock
        )
        return try await next(request, session: &session)
    }

    func type(of description: MockDescription) throws -> any MockType {
        let name = description.typeName
        if let type = types[name] { return type }
        throw MockError(
            .unknownType,
            "there is no mock type \"\(name)\"\(NearestNames.suggestion(for: name, in: types.keys.sorted())): give it to Mock under "
                + "this name"
        )
    }

    private func problems(in description: MockDescription) -> [String] {
        do {
            return try type(of: description).problems(in: description) { file in
                guard let folder else { throw MockError.noFolder(file) }
                do { return try folder.read(file) } catch { throw MockError(.unreadableFile, "\(error)") }
            }
        } catch {
            return [(error as? MockError)?.message ?? "\(error)"]
        }
    }
}
