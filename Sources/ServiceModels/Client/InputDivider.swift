import ServiceCore

/// Takes inputs apart.
struct InputDivider: Sendable {
    let variables: [String]
    let places: InputPlaces
    let takesPayload: Bool
    /// Whether the input has properties that belong into the payload.
    let hasPayload: Bool

    init(endpoint: EndpointDescription, places: InputPlaces, schema: ModelSchema?) {
        let variables = endpoint.template.variableNames
        self.variables = variables
        self.places = places
        takesPayload = endpoint.takesPayload
        hasPayload =
            schema.map { schema in
                !schema.isComplete
                    || !schema.keywords.allSatisfy { places.contain($0.name) || variables.contains($0.name) }
            } ?? false
    }

    private func isPlaced(_ name: String) -> Bool { variables.contains(name) || places.contain(name) }

    private var placesNothing: Bool { variables.isEmpty && places.query.isEmpty && places.headers.isEmpty }

    /// - Parameter codec: Writes what has several spellings, in the path as in a payload.
    func parts(of input: any Encodable & Sendable, codec: any ServiceCodec) throws -> InputParts {
        var parts = InputParts()
        if placesNothing, takesPayload {
            parts.payload = .value(input)
            return parts
        }
        guard case .object(let members) = try DynamicValue(encoding: input) else {
            parts.payload = .value(input)
            return parts
        }
        var taken: Set<String> = []
        var unplaced: [String] = []
        for (name, value) in members {
            guard isPlaced(name) else {
                if !value.isNull { unplaced.append(name) }
                continue
            }
            taken.insert(name)
            let value = value.hasOneSpelling ? value : try self.value(of: name, in: input, members, codec)
            if variables.contains(name) {
                parts.parameters[name] = try ParameterValue(keyword: name, value)
            } else if places.query.contains(name) {
                parts.query[name] = try ParameterValue(keyword: name, value)
            } else if let field = places.headers[name], !value.isNull {
                parts.headers[field] = try ParameterValue(keyword: name, value).texts.joined(separator: ", ")
            }
        }
        if takesPayload {
            if hasPayload { parts.payload = .value(taken.isEmpty ? input : Remainder(input, without: taken)) }
        } else if !unplaced.isEmpty {
            let names = unplaced.map { "\"\($0)\"" }.joined(separator: ", ")
            throw ServiceError(
                .invalidParameter,
                "nothing takes the \(unplaced.count == 1 ? "property" : "properties") \(names): the method has no payload, and the path "
                    + "does not name \(unplaced.count == 1 ? "it" : "them")"
            )
        }
        return parts
    }

    /// One property as the codec writes it.
    private func value(
        of name: String,
        in input: any Encodable & Sendable,
        _ members: DynamicObject,
        _ codec: any ServiceCodec
    ) throws -> DynamicValue {
        // Alone, for a codec may write other names.
        let alone = Remainder(input, without: Set(members.keys).subtracting([name]))
        return try codec.dynamicValue(encoding: alone).object?.first?.value ?? .null
    }
}

extension DynamicValue {
    /// Whether every codec writes what has this value in the same way: a date is a number, a URL an object, data a list of numbers.
    fileprivate var hasOneSpelling: Bool {
        switch self {
        case .null, .bool, .int, .number, .string: true
        case .double, .bytes, .object: false
        case .array(let elements): elements.allSatisfy { $0.isText }
        }
    }

    private var isText: Bool { string != nil }
}
