import ServiceCore

/// Something that a stub asks of a request.
enum StubRequirement: Sendable {
    case query(Parameters, exactly: Bool)
    case headers(HeaderFields)
    case bytes([UInt8])
    case json(DynamicValue, isSubset: Bool)
    case predicate(String, @Sendable (StubCall) -> Bool)

    /// What is not so, a line each; empty where the request is as asked.
    func differences(in call: StubCall, _ redaction: Redaction) -> [String] {
        switch self {
        case .query(let items, let exactly): Self.differences(in: call, items: items, exactly: exactly, redaction)
        case .headers(let fields): Self.differences(in: call, fields: fields, redaction)
        case .bytes(let bytes):
            call.body == bytes
                ? [] : ["body is \(Self.shown(call.body, redaction)), not \(Self.shown(bytes, redaction))"]
        case .json(let value, let isSubset):
            switch Result(catching: { try call.json }) {
            case .success(let found): JSONDifference.all(in: found, expected: value, isSubset: isSubset, redaction)
            case .failure:
                [call.body.isEmpty ? "there is no body" : "body is no JSON: \(Self.shown(call.body, redaction))"]
            }
        case .predicate(let what, let predicate): predicate(call) ? [] : ["it is not so that the request \(what)"]
        }
    }

    private static func differences(in call: StubCall, items: Parameters, exactly: Bool, _ redaction: Redaction)
        -> [String]
    {
        let found = call.queryItems
        var differences: [String] = []
        for (name, value) in items {
            let expected = value.texts
            let values = found.filter { $0.name == name }.map(\.value)
            if values == expected { continue }
            differences.append(
                "query \(name) is \(list(values, of: name, redaction)), not \(list(expected, of: name, redaction))"
            )
        }
        if exactly {
            for (name, _) in found where !items.names.contains(name) {
                differences.append("query \(name) should not be there")
            }
        }
        return differences
    }

    private static func differences(in call: StubCall, fields: HeaderFields, _ redaction: Redaction) -> [String] {
        var names: [HeaderField.Name] = []
        for field in fields where !names.contains(field.name) { names.append(field.name) }
        return names.compactMap { name in
            let (found, expected) = (call.headers.values(name), fields.values(name))
            if found == expected { return nil }
            let shown = [found, expected].map { list($0, of: name.rawValue, redaction) }
            return "header \(name) is \(shown[0]), not \(shown[1])"
        }
    }

    /// Values for people, masked where the name tells that they are secret.
    private static func list(_ values: [String], of name: String, _ redaction: Redaction) -> String {
        if values.isEmpty { return "missing" }
        if redaction.isSecret(name) { return Redaction.mask }
        return values.map { "\"\(redaction.text($0))\"" }.joined(separator: ", ")
    }

    private static func shown(_ bytes: [UInt8], _ redaction: Redaction) -> String {
        bytes.isEmpty ? "empty" : "\"\(redaction.excerpt(of: bytes))\""
    }
}

extension StubRequirement {
    func description(_ redaction: Redaction) -> String {
        switch self {
        case .query(let items, let exactly):
            "query \(exactly ? "exactly " : "")"
                + items.map { "\($0.name)=\(Self.list($0.value.texts, of: $0.name, redaction))" }.joined(separator: "&")
        case .headers(let fields):
            redaction.fields(fields).map { "header \($0.name): \($0.value)" }.joined(separator: ", ")
        case .bytes(let bytes): "body \(Self.shown(bytes, redaction))"
        case .json(let value, let isSubset):
            "body \(isSubset ? "containing" : "equal to") \(redaction.excerpt(of: Array(value.description.utf8)))"
        case .predicate(let what, _): what
        }
    }
}
