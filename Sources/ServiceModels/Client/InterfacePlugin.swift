import ServiceCore

/// What can be known to be wrong with an interface when its client is made; and what leads a call to the next page.
struct InterfacePlugin: ClientPreparing, RequestPreparing, OptionReading {
    let methods: DeclaredMethods
    let name = "ModelClient"

    var options: [OptionDeclaration] { [OptionDeclaration(PageLinkOption.self)] }

    func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        let options = client.plugins.flatMap { ($0 as? any OptionReading)?.options ?? [] }.map(\.name)
        let none =
            methods.named.isEmpty
            ? [ConfigurationProblem("the interface has no method: declare each as a stored property, ServiceMethod")]
            : []
        return none + shared
            + methods.named.flatMap { name, method in
                guard let endpoint = client.endpoints.first(where: { $0.name == name }) else {
                    return [ConfigurationProblem]()
                }
                return method.problems(of: endpoint, options: options).map {
                    ConfigurationProblem(endpoint: name, $0)
                }
            }
    }

    /// Properties that hold one method: a call could not tell which of them is meant.
    private var shared: [ConfigurationProblem] {
        var names: [ObjectIdentifier: String] = [:]
        return methods.named.compactMap { name, method in
            guard let first = names.updateValue(name, forKey: ObjectIdentifier(method)) else { return nil }
            return ConfigurationProblem(
                endpoint: name,
                "it is the same object as \"\(first)\": make a ServiceMethod for each"
            )
        }
    }

    func prepareRequest(_ request: inout ServiceRequest, session: inout ServiceSession) throws {
        guard let link = session.options[PageLinkOption.self] else { return }
        request.url.path = link.path
        request.url.query = link.query
    }
}

extension DeclaredMethod {
    fileprivate func problems(of endpoint: EndpointDescription, options: [String]) -> [String] {
        var problems: [String] = []
        if !places.query.isEmpty, !options.contains("query") {
            problems.append(
                "properties go into the query, and no plugin reads the option \"query\": install QueryParams"
            )
        }
        if !places.headers.isEmpty, !options.contains("headers") {
            problems.append(
                "properties go into header fields, and no plugin reads the option \"headers\": install Headers"
            )
        }
        guard let schema, schema.isComplete else { return problems }
        let names = schema.keywords.map(\.name)
        for name in (places.query.sorted() + places.headers.keys.sorted()) where !names.contains(name) {
            problems.append(
                "the input has no property \"\(name)\" to place" + NearestNames.suggestion(for: name, in: names)
            )
        }
        let placed = endpoint.template.variableNames + places.query + places.headers.keys
        if !endpoint.takesPayload {
            for name in names where !placed.contains(name) {
                problems.append(
                    "nothing takes the property \"\(name)\" of the input, for \(endpoint.method) has no payload: name it in the path, "
                        + "as in \"\(endpoint.template.source){?\(name)}\", or in query or headers"
                )
            }
        }
        return problems
    }
}
