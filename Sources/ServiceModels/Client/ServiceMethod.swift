public import ServiceCore

/// A method of a service as its interface declares it, once: an endpoint, the model that goes in, the model that comes out.
///
/// ```swift
/// struct Ocean: Sendable {
///     let listDroplets = ServiceMethod<ListDroplets, DropletPage>(.get("/droplets{?tag_name,page,per_page}"))
///     let createDroplet = ServiceMethod<CreateDroplet, Droplet>(.post("/droplets"))
///     let deleteDroplet = ServiceMethod<Void, Void>(.delete("/droplets/{droplet_id}"), failure: OceanFailure.self)
/// }
/// let ocean = try ModelClient(Ocean(), name: "ocean", baseURL: "https://api.example.com/v2", transport: .urlSession(), plugins: [PathTokens()])
/// let droplet = try await ocean.createDroplet(name: "web-1", size: "s-1vcpu-1gb").data
/// ```
/// ``ModelClient`` makes a client of it; the name of the property is the name of the endpoint.
///
/// Where the properties of the input go:
/// - One that the path names, as in `/droplets/{id}` or `{?page,per_page}`, goes there.
/// - One that `query` or `headers` names goes there. The client needs the plugin that reads the option `query` or `headers`.
/// - What is left is the payload. Where the method takes none, making the client fails.
///
/// An input of `Void` has no payload: keywords are values of the path. An output of `Void` does not look at the body, `[UInt8]` is the
/// body as it is.
public final class ServiceMethod<Input: Sendable, Output: Sendable>: Sendable {
    let definition: EndpointDefinition
    let places: InputPlaces
    let input: InputCoding<Input>
    let failure: (any (Decodable & Sendable).Type)?
    let read: @Sendable (ServiceResponse, ServiceSession) throws -> Output

    init(
        _ definition: EndpointDefinition,
        _ places: InputPlaces,
        _ input: InputCoding<Input>,
        failure: (any (Decodable & Sendable).Type)?,
        read: @escaping @Sendable (ServiceResponse, ServiceSession) throws -> Output
    ) {
        self.definition = definition
        self.places = places
        self.input = input
        self.failure = failure
        self.read = read
    }
}

extension ServiceMethod where Input: ParameterObject, Output: Decodable {
    /// Declares a method.
    ///
    /// - Parameters:
    ///   - definition: Method, path and options of the endpoint.
    ///   - query: The properties of the input that go into the query under their own names. Default: none.
    ///   - headers: The properties of the input that go into header fields, with the names of these. Default: none.
    ///   - failure: The model of an answer with 4xx or 5xx, which is an error then; see ``ServiceFailure``. Default: that of the client, and
    ///     where it has none no status is an error.
    public convenience init(
        _ definition: EndpointDefinition,
        query: Set<String> = [],
        headers: [String: String] = [:],
        failure: (any (Decodable & Sendable).Type)? = nil
    ) {
        let places = InputPlaces(query: query, headers: headers)
        let read = Endpoint<Void, Output>.parser(failure: nil)
        self.init(definition, places, .model, failure: failure, read: read)
    }
}

extension ServiceMethod where Input: ParameterObject, Output == Void {
    /// Declares a method whose answer has no body that matters, but where it tells a failure.
    public convenience init(
        _ definition: EndpointDefinition,
        query: Set<String> = [],
        headers: [String: String] = [:],
        failure: (any (Decodable & Sendable).Type)? = nil
    ) {
        let places = InputPlaces(query: query, headers: headers)
        self.init(definition, places, .model, failure: failure) { _, _ in }
    }
}

extension ServiceMethod where Input == Void, Output: Decodable {
    /// Declares a method without payload.
    public convenience init(_ definition: EndpointDefinition, failure: (any (Decodable & Sendable).Type)? = nil) {
        let read = Endpoint<Void, Output>.parser(failure: nil)
        self.init(definition, InputPlaces(), .nothing, failure: failure, read: read)
    }
}

extension ServiceMethod where Input == Void, Output == Void {
    /// Declares a method without payload, whose answer has no body that matters, but where it tells a failure.
    public convenience init(_ definition: EndpointDefinition, failure: (any (Decodable & Sendable).Type)? = nil) {
        self.init(definition, InputPlaces(), .nothing, failure: failure) { _, _ in }
    }
}
