/// The label and the value of an argument.
struct Keyword: Sendable {
    /// The label; empty where there is none.
    let name: String
    let value: (any Encodable & Sendable)?
}

/// Arguments as `@dynamicCallable` gives them.
public typealias KeywordArguments = KeyValuePairs<String, (any Encodable & Sendable)?>

extension [Keyword] {
    init(_ arguments: KeywordArguments) {
        self.init()
        reserveCapacity(arguments.count)
        for (name, value) in arguments { append(Keyword(name: name, value: value)) }
    }
}
