/// One place in the value that an encoder builds.
///
/// It is a class because the containers of one encoder, and a super-encoder that outlives them, write to one place.
final class EncodingNode {
    /// What an element or a member is: a finished value, or a place that is still written to.
    enum Part {
        case value(DynamicValue)
        case node(EncodingNode)
    }

    enum Content {
        case empty
        case value(DynamicValue)
        case array([Part])
        case object([(key: String, part: Part)])
        /// More than one thing was written here. The protocols give no way to throw when it happens.
        case conflict
    }

    private(set) var content = Content.empty

    init() {}

    func set(_ value: DynamicValue) {
        if case .empty = content { content = .value(value) } else { content = .conflict }
    }

    /// Makes this a list or an object; a second container of the same kind writes on behind the first.
    func become(_ empty: Content) {
        switch (content, empty) {
        case (.empty, _): content = empty
        case (.array, .array), (.object, .object): break
        default: content = .conflict
        }
    }

    var elementCount: Int {
        if case .array(let parts) = content { parts.count } else { 0 }
    }

    func append(_ part: Part) {
        guard case .array(var parts) = content else { return }
        content = .empty
        parts.append(part)
        content = .array(parts)
    }

    func append(_ part: Part, forKey key: any CodingKey) {
        guard case .object(var parts) = content else { return }
        content = .empty
        parts.append((key.stringValue, part))
        content = .object(parts)
    }

    /// The node of this key where there is one already, for a nested container that is asked for again.
    func child(forKey key: any CodingKey) -> EncodingNode {
        if case .object(let parts) = content,
            case .node(let node)? = parts.last(where: { $0.key == key.stringValue })?.part
        {
            return node
        }
        let node = EncodingNode()
        append(.node(node), forKey: key)
        return node
    }

    /// The value that was built.
    func finish(at path: [any CodingKey]) throws -> DynamicValue {
        switch content {
        case .value(let value): return value
        case .array(let parts):
            var elements: [DynamicValue] = []
            elements.reserveCapacity(parts.count)
            for (index, part) in parts.enumerated() {
                elements.append(try part.finish(at: path, DynamicKey(intValue: index)))
            }
            return .array(elements)
        case .object(let parts):
            var members = DynamicObject()
            members.reserveCapacity(parts.count)
            for (key, part) in parts { members[key] = try part.finish(at: path, DynamicKey(stringValue: key)) }
            return .object(members)
        case .empty: throw Self.error("Nothing was encoded here; encode a value, a null or an empty container.", path)
        case .conflict: throw Self.error("More than one value was encoded here; use one container for them.", path)
        }
    }

    private static func error(_ message: String, _ path: [any CodingKey]) -> EncodingError {
        EncodingError.invalidValue(
            DynamicValue.null,
            EncodingError.Context(codingPath: path, debugDescription: message)
        )
    }
}

extension EncodingNode.Part {
    fileprivate func finish(at path: [any CodingKey], _ key: DynamicKey) throws -> DynamicValue {
        switch self {
        case .value(let value): value
        case .node(let node): try node.finish(at: path + [key])
        }
    }
}
