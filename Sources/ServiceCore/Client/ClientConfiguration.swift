/// What a client is made of, before it has been checked.
struct ClientConfiguration: Sendable {
    var name: String
    var baseURL: String
    var endpoints: Endpoints
    var codec: any ServiceCodec
    var transport: any Transport
    var plugins: [any ServicePlugin]
    var maximumBodySize: Int
    var clock: ServiceClock
    var redaction: Redaction
    /// The closing hooks of the client to which plugins are added.
    var closing: [ClosingHook] = []

    /// Checks everything.
    ///
    /// - Throws: One error that lists every problem there is.
    func makeRuntime(lifecycle: ClientLifecycle) throws -> ClientRuntime {
        var problems: [ConfigurationProblem] = []
        if maximumBodySize < 0 {
            problems.append(
                ConfigurationProblem(MaximumBodySizeOption.problem(maximumBodySize))
            )
        }
        let base = makeBaseURL(&problems)
        let declarations = makeDeclarations(&problems)
        let descriptions = makeEndpoints(base: base, declarations: declarations, &problems)
        let client = ClientDescription(name: name, plugins: plugins, endpoints: descriptions, clock: clock)
        let hooks = Hooks(plugins, closing: closing)
        for case let plugin as any ClientPreparing in plugins {
            // Two plugins of a kind may see the same problem.
            problems += plugin.problems(in: client).filter { !problems.contains($0) }
        }
        guard problems.isEmpty, let base else { throw makeError(problems) }
        lifecycle.register(hooks.clientClosing.dropFirst(closing.count))
        return ClientRuntime(
            name: name,
            baseURL: base,
            codec: codec,
            transport: transport,
            clock: clock,
            maximumBodySize: maximumBodySize,
            redaction: redaction,
            endpoints: descriptions,
            optionDeclarations: declarations,
            hooks: hooks,
            lifecycle: lifecycle
        )
    }

    private func makeError(_ problems: [ConfigurationProblem]) -> ServiceError {
        let lines = problems.map { "\n  - \($0)" }.joined()
        var error = ServiceError(.invalidConfiguration, "the client cannot be made:\(lines)\n ")
        error.problems = problems
        error.service = name
        error.redaction = redaction
        error.endpoint = problems.count == 1 ? problems[0].endpoint ?? "" : ""
        return error
    }

    private func makeBaseURL(_ problems: inout [ConfigurationProblem]) -> BaseURL? {
        do {
            return try BaseURL(baseURL)
        } catch {
            problems.append(ConfigurationProblem(redaction.text(error.message)))
            return nil
        }
    }

    private func makeDeclarations(_ problems: inout [ConfigurationProblem]) -> [OptionDeclaration] {
        var declarations = [
            OptionDeclaration(ParametersOption.self), OptionDeclaration(MaximumBodySizeOption.self),
        ]
        for case let plugin as any OptionReading in plugins {
            for declaration in plugin.options {
                if let other = declarations.first(where: { $0.name == declaration.name && $0.key != declaration.key }) {
                    problems.append(
                        ConfigurationProblem(
                            "the plugin \(plugin.name) reads an option \"\(other.name)\" that is not the one which another plugin "
                                + "reads under this name: rename one of the two"
                        )
                    )
                }
                declarations.append(declaration)
            }
        }
        return declarations
    }

    private func makeEndpoints(
        base: BaseURL?,
        declarations: [OptionDeclaration],
        _ problems: inout [ConfigurationProblem]
    ) -> [EndpointDescription] {
        var names: Set<String> = []
        var descriptions: [EndpointDescription] = []
        for (name, definition) in endpoints.named {
            if !names.insert(name).inserted {
                problems.append(
                    ConfigurationProblem(endpoint: name, "the name is used twice: rename one of the two endpoints")
                )
            }
            var found = definition.problems(declarations)
            var template: URITemplate?
            do {
                template = try URITemplate(definition.path)
            } catch {
                found.append("the path \"\(redaction.template(definition.path))\" is no URI template: \(error)")
            }
            var fixedURL: ServiceURL?
            if let literal = template?.literal, let base {
                do {
                    var url = try base.url(of: literal)
                    url.redaction = redaction
                    if let problem = RequestChecks.problem(inPath: url.path)
                        ?? RequestChecks.problem(inQuery: url.query)
                    {
                        found.append(problem)
                    }
                    fixedURL = url
                } catch {
                    found.append((error as? ServiceError)?.message ?? "\(error)")
                }
            }
            // Beside its description, whoever lists the problems shows the message.
            problems += found.map { ConfigurationProblem(endpoint: name, redaction.text($0)) }
            guard let template, found.isEmpty else { continue }
            descriptions.append(
                EndpointDescription(
                    name: name,
                    method: definition.method,
                    template: template,
                    takesPayload: definition.takesPayload,
                    options: definition.mergedOptions(declarations),
                    secretVariableNames: template.variableNames.filter(redaction.isSecret),
                    fixedURL: fixedURL
                )
            )
        }
        return descriptions
    }
}

extension EndpointDefinition {
    fileprivate func problems(_ declarations: [OptionDeclaration]) -> [String] {
        var problems: [String] = []
        if !method.isValid { problems.append("the method \"\(method)\" is no token (RFC 9110 §9.1): rename it") }
        for case let size? in options.map({ $0.value(for: MaximumBodySizeOption.self) }) where size < 0 {
            problems.append(MaximumBodySizeOption.problem(size))
        }
        for option in options where !declarations.contains(where: { $0.key == option.box.key }) {
            problems.append(
                "no plugin of this client reads the option \"\(option.name)\": install the plugin that does, or remove it"
            )
        }
        return problems
    }

    fileprivate func mergedOptions(_ declarations: [OptionDeclaration]) -> ServiceOptions {
        var merged = ServiceOptions()
        for declaration in declarations {
            if let value = declaration.clientValue { merged.merge(value, level: .client) }
        }
        for option in options { merged.merge(option.box, level: .endpoint) }
        return merged
    }
}
