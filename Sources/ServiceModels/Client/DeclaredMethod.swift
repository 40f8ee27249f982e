import ServiceCore

/// A ``ServiceMethod`` of any types, as the client finds it among the properties of an interface.
protocol DeclaredMethod: AnyObject, Sendable {
    var definition: EndpointDefinition { get }
    var places: InputPlaces { get }
    var schema: ModelSchema? { get }
    /// The method as the endpoint of a client.
    func bound(
        to client: ServiceClient,
        as name: String,
        failure: (any (Decodable & Sendable).Type)?
    ) -> any Sendable
}

extension ServiceMethod: DeclaredMethod {
    var schema: ModelSchema? { input.schema }

    func bound(
        to client: ServiceClient,
        as name: String,
        failure: (any (Decodable & Sendable).Type)?
    ) -> any Sendable {
        BoundMethod(self, of: client, name: name, failure: failure)
    }
}

/// The methods that an interface declares, by the names of its properties.
struct DeclaredMethods: Sendable {
    let named: [(name: String, method: any DeclaredMethod)]

    init(of interface: Any) {
        named = Mirror(reflecting: interface).children.compactMap { child in
            guard let label = child.label, let method = child.value as? any DeclaredMethod else { return nil }
            return (label, method)
        }
    }

    var endpoints: Endpoints {
        var endpoints: Endpoints = [:]
        for (name, method) in named { endpoints.append(name, method.definition) }
        return endpoints
    }
}
