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

    /// What the model asked for, in order.
    private(set) var schema: [ModelSchema.Keyword] = []

    private let source: Source
    private let model: any Any.Type
    private let prefix: String
    private(set) var used: [Bool]
    private var next = 0
    private var keyTests: [@Sendable (String) -> Bool] = []
    private var emptyForm: DynamicObject??

    init(_ source: Source, of model: any Any.Type, path: String = "") {
        self.source = source
        self.model = model
        prefix = path.isEmpty ? "" : "\(path)."
        switch source {
        case .keywords(let keywords): used = Array(repeating: false, count: keywords.count)
        case .object(let object): used = Array(repeating: false, count: object.count)
        }
    }

    /// The place of a member, for errors.
    func path(to name: String) -> String { prefix + name }

    /// Notes the type of the keys of a container.
    func addKeys<Key: CodingKey>(_: Key.Type) {
        keyTests.append { Key(stringValue: $0) != nil }
    }

    /// Whether a name is one of the keys that the model knows.
    var isKey: @Sendable (String) -> Bool {
        let tests = keyTests
        return { name in tests.contains { $0(name) } }
    }

    /// Notes that the model has a member.
    func note(_ name: String, _ type: any Any.Type, isRequired: Bool) {
        schema.append(ModelSchema.Keyword(name: name, type: TypeName.choices(of: type), isRequired: isRequired))
    }

    var names: [String] {
        switch source {
        case .keywords(let keywords): keywords.map(\.name)
        case .object(let object): object.keys
        }
    }

    /// What there is for a name; it counts as used from now on.
    func take(_ name: String) -> Given {
        guard let position = position(of: name) else { return initial(name) }
        used[position] = true
        next = position + 1
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

    var isUsedUp: Bool { used.allSatisfy(\.self) }

    private func position(of name: String) -> Int? {
        // A model reads its keywords in the order in which most callers write them.
        if next < used.count, self.name(at: next) == name { return next }
        return used.indices.first { self.name(at: $0) == name }
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

extension DefaultInitializable {
    /// The properties of the empty form, `nil` where it cannot be encoded as an object.
    fileprivate static var encodedEmptyForm: DynamicObject? {
        guard let form = Self() as? any Encodable else { return nil }
        return try? DynamicValue(encoding: form).object
    }
}
