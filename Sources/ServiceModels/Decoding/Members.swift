import ServiceCore

/// The names and values that a model is read from, and what was asked of them.
///
/// A class, for all containers of one decoder share it.
final class Members {
    enum Source {
        case keywords([Keyword])
        case object(DynamicObject)
    }

    /// What there is for a name.
    enum Given {
        case absent
        case null
        case keyword(any Encodable & Sendable)
        case value(DynamicValue)
        /// A property of the empty form.
        case initial(DynamicValue)
    }

    /// How many names there are.
    let count: Int

    private let source: Source
    private let model: any Any.Type
    private let prefix: String
    private let usage: Usage
    private var last = -1
    private var keyTests: [@Sendable (String) -> Bool] = []
    private var asked: [(name: String, type: any Any.Type, isRequired: Bool)] = []
    private var emptyForm: DynamicObject??

    /// - Parameter usage: What was asked of the same members before, by a model that tries one thing after another.
    init(_ source: Source, of model: any Any.Type, path: String = "", usage: Usage = Usage()) {
        self.source = source
        self.usage = usage
        self.model = model
        prefix = path.isEmpty ? "" : "\(path)."
        switch source {
        case .keywords(let keywords): count = keywords.count
        case .object(let object): count = object.count
        }
    }

    /// The place of a member, for errors.
    func path(to name: String) -> String { prefix + Redaction.line(Array(name.utf8), limit: 100) }

    /// Notes the type of the keys of a container.
    func addKeys<Key: CodingKey>(_: Key.Type) {
        keyTests.append { Key(stringValue: $0) != nil }
    }

    /// Whether a name is one of the keys that the model knows.
    var isKey: @Sendable (String) -> Bool {
        let tests = keyTests
        return { name in tests.contains { $0(name) } }
    }

    /// Notes that the model has a member. One that it asks for as several types counts once, as the first of them.
    func note(_ name: String, _ type: any Any.Type, isRequired: Bool) {
        // What has more members than that is a table, whose names tell nothing.
        if asked.count >= 1000 || asked.contains(where: { $0.name == name }) { return }
        asked.append((name, type, isRequired))
    }

    /// What the model asked for, in order.
    var schema: [ModelSchema.Keyword] {
        asked.map { ModelSchema.Keyword(name: $0.name, type: TypeName.choices(of: $0.type), isRequired: $0.isRequired) }
    }

    /// The names of what the model asked for.
    var askedNames: [String] { asked.map(\.name) }

    var names: [String] {
        switch source {
        case .keywords(let keywords): keywords.map(\.name)
        case .object(let object): object.keys
        }
    }

    /// Whether these are arguments of a call, of which one may have no name.
    var isOfKeywords: Bool {
        if case .keywords = source { true } else { false }
    }

    /// What there is for a name; it counts as used from now on.
    func take(_ name: String) -> Given {
        guard let position = position(of: name) else { return initial(name) }
        use(position)
        last = position
        switch source {
        case .keywords(let keywords): return keywords[position].value.map { .keyword($0) } ?? .null
        case .object(let object):
            let value = object[position].value
            return value.isNull ? .null : .value(value)
        }
    }

    func contains(_ name: String) -> Bool {
        if position(of: name) != nil { return true }
        if case .absent = initial(name) { return false }
        return true
    }

    func isUsed(_ position: Int) -> Bool { usage.positions.contains(position) }

    /// Notes that a member was taken, or its problem was told.
    func use(_ position: Int) { usage.positions.insert(position) }

    var isUsedUp: Bool { usage.positions.count == count }

    private func position(of name: String) -> Int? {
        // A model reads its keywords in the order in which most callers write them, and often asks twice for one.
        if last >= 0, self.name(at: last) == name { return last }
        if last + 1 < count, self.name(at: last + 1) == name { return last + 1 }
        return (0..<count).first { self.name(at: $0) == name }
    }

    func name(at position: Int) -> String {
        switch source {
        case .keywords(let keywords): keywords[position].name
        case .object(let object): object[position].key
        }
    }

    private func initial(_ name: String) -> Given {
        if emptyForm == nil { emptyForm = .some((model as? any DefaultInitializable.Type)?.encodedEmptyForm) }
        return emptyForm.flatMap { $0?[name] }.map { .initial($0) } ?? .absent
    }
}

extension Members {
    /// Which members were taken.
    final class Usage {
        fileprivate var positions = PositionSet()
    }
}

/// Positions, of which a few need no memory of their own.
private struct PositionSet {
    private(set) var count = 0
    private var few: UInt64 = 0
    private var many: Set<Int> = []

    mutating func insert(_ position: Int) {
        if contains(position) { return }
        count += 1
        if position < 64 { few |= 1 << UInt64(position) } else { many.insert(position) }
    }

    func contains(_ position: Int) -> Bool {
        position < 64 ? few & 1 << UInt64(position) != 0 : many.contains(position)
    }
}

extension DefaultInitializable {
    /// The properties of the empty form, `nil` where it cannot be encoded as an object.
    fileprivate static var encodedEmptyForm: DynamicObject? {
        guard let form = Self() as? any Encodable else { return nil }
        return try? DynamicValue(encoding: form).object
    }
}
