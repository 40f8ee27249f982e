import ServiceCore

/// The input of a method, each of its properties where it belongs.
struct InputParts {
    var parameters = Parameters()
    var query = Parameters()
    var headers: [String: String] = [:]
    var payload = Payload.none
}

extension InputParts {
    /// The parts that are no payload, as the options that the plugins of a client read.
    func options(of client: ServiceClient) throws -> [ServiceOption] {
        var options: [ServiceOption] = []
        if !parameters.isEmpty { options.append(.parameters(parameters)) }
        if !query.isEmpty, let option = try client.option(named: "query", query) { options.append(option) }
        if !headers.isEmpty, let option = try client.option(named: "headers", headers) { options.append(option) }
        return options
    }
}
