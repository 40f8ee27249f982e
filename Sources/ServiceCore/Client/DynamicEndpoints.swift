#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Every endpoint of a client as a method; see ``ServiceClient/dynamic``.
@dynamicMemberLookup
public struct DynamicEndpoints: Sendable {
    let client: ServiceClient

    /// The endpoint of this name. Whether there is one is known when it is called.
    public subscript(dynamicMember name: String) -> DynamicEndpoint {
        DynamicEndpoint(client: client, name: name)
    }
}

/// An endpoint that is called with keywords; see ``ServiceClient/dynamic``.
@dynamicCallable
public struct DynamicEndpoint: Sendable {
    let client: ServiceClient
    let name: String

    /// Calls the endpoint.
    ///
    /// - Parameter arguments: The argument without a label, if there is one, is the payload. A keyword that is the name of an option
    ///   which a plugin of the client reads gives that option; any other one, and one that is the name of a placeholder of the path, is
    ///   a parameter, for example a token of the path. A literal of values of several kinds needs its type: `["a": 1, "b": "x"] as DynamicValue`.
    /// - Throws: ``ServiceError``; `CancellationError` if the task is cancelled.
    @discardableResult
    public func dynamicallyCall(
        withKeywordArguments arguments: KeyValuePairs<String, (any Encodable & Sendable)?>
    ) async throws -> TypedResponse<DynamicValue> {
        let call: (payload: Payload, options: [ServiceOption])
        do {
            call = try client.runtime.read(arguments, endpoint: name)
        } catch {
            throw client.runtime.placed(error, endpoint: name)
        }
        return try await client.call(name, payload: call.payload, options: call.options)
    }
}

extension ServiceClient {
    /// Every endpoint as a method.
    ///
    /// ```swift
    /// let user = try await users.dynamic.getUserDetail(userId: 21)
    /// let made = try await users.dynamic.createUser(["username": "foobar"], timeout: 2)
    /// ```
    public var dynamic: DynamicEndpoints { DynamicEndpoints(client: self) }
}

extension ServiceClient {
    /// The names of the options that a call may give: those that a plugin of the client reads.
    public var optionNames: [String] { runtime.optionDeclarations.map(\.name) }

    /// The option of a name, for whoever knows options by name alone: a keyword of a call, a line of a file.
    ///
    /// - Parameters:
    ///   - name: The name of the option, for example `timeout`.
    ///   - value: A value of the option's type, or one that can be read as it; `nil` is read as null.
    /// - Returns: The option, or `nil` where no plugin of the client reads one of this name.
    /// - Throws: ``ServiceError`` of the code `invalidOption` where the option does not take the value.
    public func option(named name: String, _ value: (any Encodable & Sendable)?) throws -> ServiceOption? {
        try runtime.optionDeclarations.first { $0.name == name }?.option(from: value)
    }
}

extension ClientRuntime {
    fileprivate func read(
        _ arguments: KeyValuePairs<String, (any Encodable & Sendable)?>,
        endpoint: String
    ) throws -> (payload: Payload, options: [ServiceOption]) {
        let placeholders = endpoints[endpoint]?.template.variableNames ?? []
        var payload = Payload.none
        var options: [ServiceOption] = []
        var parameters = Parameters()
        for (keyword, value) in arguments {
            if keyword.isEmpty {
                guard payload.isNone else {
                    throw ServiceError(.invalidParameter, "two payloads are given: label all arguments but one")
                }
                payload = value.map { Payload(input: $0) } ?? .none
            } else if !placeholders.contains(keyword),
                let declaration = optionDeclarations.first(where: { $0.name == keyword })
            {
                options.append(try declaration.option(from: value))
            } else {
                parameters.append(keyword, try ParameterValue(keyword: keyword, value))
            }
        }
        if !parameters.isEmpty { options.append(.parameters(parameters)) }
        return (payload, options)
    }

    fileprivate func placed(_ error: any Error, endpoint: String) -> any Error {
        guard var failure = error as? ServiceError else { return error }
        failure.stage = .prepareSession
        failure.service = name
        failure.endpoint = endpoint
        return failure
    }
}

extension OptionDeclaration {
    fileprivate func option(from value: (any Encodable & Sendable)?) throws -> ServiceOption {
        if let value, let option = take(value) { return option }
        do {
            let read = try value.map { try DynamicValue(encoding: $0) } ?? .null
            return try decode(DynamicDecoder(value: read, path: .root([]), sendableInfo: [:]))
        } catch {
            throw ServiceError(
                .invalidOption,
                "the value of \"\(name)\" is not one that the option takes",
                cause: error
            )
        }
    }
}

extension ParameterValue {
    /// The value of a keyword: text, a number, a list or names with values.
    ///
    /// - Throws: ``ServiceError`` of the code `invalidParameter` for a value of any other kind.
    public init(keyword: String, _ value: (any Encodable & Sendable)?) throws {
        switch value {
        case nil: self = .null
        case let value as any ParameterConvertible: self = value.parameterValue
        // By its `Codable` it would be two texts.
        case let url as URL: self = .string(url.absoluteString)
        case is Date:
            // By its `Codable` it would be the seconds since 2001, which no service wants.
            throw ServiceError(
                .invalidParameter,
                "the value of \"\(keyword)\" is a Date: give it as text, in the format that the service wants"
            )
        case is Data:
            // By its `Codable` it would be a list of numbers.
            throw ServiceError(
                .invalidParameter,
                "the value of \"\(keyword)\" is Data: give it as text, in the format that the service wants, such as base64"
            )
        case let value?:
            do {
                self = try DynamicValue(encoding: value).decode(as: ParameterValue.self)
            } catch {
                throw ServiceError(
                    .invalidParameter,
                    "the value of \"\(keyword)\" is a \(type(of: value)): give text, a number, a list or names with values",
                    cause: error
                )
            }
        }
    }
}
