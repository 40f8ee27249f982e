// Options come from files of several formats, so a value is found by asking the decoder for one type after the other.

extension ParameterValue: Codable {
    /// Decodes `null`, a text, a number, a Boolean, a list of these, or an object of these.
    ///
    /// A number and a Boolean become the text that ``ParameterConvertible`` describes; `null` in a list or an object is
    /// left out. The names of an object are sorted, for a decoder does not tell their order; a list of objects
    /// keeps its own: `[{"b": 1}, {"a": 2}]`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let scalar = try? container.decode(Scalar.self) {
            self = scalar.text.map(ParameterValue.string) ?? .null
        } else if let members = try? container.decode([Scalar].self) {
            self = .list(members.compactMap(\.text))
        } else if let named = try? container.decode(NamedMembers<Scalar>.self) {
            self = .pairs(named.members.compactMap { name, scalar in scalar.text.map { Pair(name: name, value: $0) } })
        } else {
            throw DecodingError.typeMismatch(
                ParameterValue.self,
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "a parameter is null, a text, a number, a Boolean, a list of these or an object "
                        + "of these; nested lists and objects must be written out as several parameters"
                )
            )
        }
    }

    /// Encodes `null`, a text, a list of texts or an object of texts.
    ///
    /// Pairs whose names are not in ascending order, or not unique, are encoded as a list of objects with one member
    /// each, so that decoding gives the same pairs.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .string(let text): try container.encode(text)
        case .list(let members): try container.encode(members)
        case .pairs(let pairs): try container.encode(NamedMembers(members: pairs.map { ($0.name, $0.value) }))
        }
    }
}

extension Parameters: Codable {
    /// Decodes an object, whose names are sorted, or a list of objects, which keeps its order. Each value is decoded
    /// as a ``ParameterValue``.
    public init(from decoder: any Decoder) throws {
        self.init(try NamedMembers<ParameterValue>(from: decoder).members)
    }

    /// Encodes an object, or a list of objects with one member each where the names are not in ascending order.
    public func encode(to encoder: any Encoder) throws {
        try NamedMembers(members: map { ($0.name, $0.value) }).encode(to: encoder)
    }
}

/// A text, a number or a Boolean as its text, or null.
private struct Scalar: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
        if let value = (decoder as? DynamicDecoder)?.value, case .number(let digits) = value {
            // Whatever type it was read as would lose some.
            text = digits
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            text = nil
        } else if let string = try? container.decode(String.self) {
            // First, because a decoder of a text format gives every scalar as it is written.
            text = string
        } else if let boolean = try? container.decode(Bool.self) {
            text = boolean ? "true" : "false"
        } else if let integer = try? container.decode(Int64.self) {
            text = String(integer)
        } else if let integer = try? container.decode(UInt64.self) {
            text = String(integer)
        } else if let integer = try? container.decode(Int128.self) {
            text = String(integer)
        } else {
            text = try container.decode(Double.self).decimalText
        }
    }
}

/// Named members with an order, in a data model whose objects have none.
private struct NamedMembers<Member> {
    let members: [(String, Member)]
}

extension NamedMembers: Decodable where Member: Decodable {
    init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            var members: [(String, Member)] = []
            while !list.isAtEnd {
                members += try Self.members(of: list.nestedContainer(keyedBy: Name.self))
            }
            self.members = members
        } else {
            members = try Self.members(of: decoder.container(keyedBy: Name.self))
        }
    }

    private static func members(of object: KeyedDecodingContainer<Name>) throws -> [(String, Member)] {
        try object.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
            ($0.stringValue, try object.decode(Member.self, forKey: $0))
        }
    }
}

extension NamedMembers: Encodable where Member: Encodable {
    func encode(to encoder: any Encoder) throws {
        if zip(members, members.dropFirst()).allSatisfy({ $0.0 < $1.0 }) {
            var object = encoder.container(keyedBy: Name.self)
            for (name, member) in members { try object.encode(member, forKey: Name(stringValue: name)) }
        } else {
            var list = encoder.unkeyedContainer()
            for (name, member) in members {
                var object = list.nestedContainer(keyedBy: Name.self)
                try object.encode(member, forKey: Name(stringValue: name))
            }
        }
    }
}

private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}
