/// What a plugin says about an option that it reads: the key, and the value of the client's level.
public struct OptionDeclaration: Sendable {
    let key: ObjectIdentifier
    /// The name of the option.
    public let name: String
    let clientValue: (any OptionBox)?
    /// The option of a value that has its type already; `nil` for one of another type.
    let take: @Sendable (any Sendable) -> ServiceOption?
    let decode: @Sendable (any Decoder) throws -> ServiceOption

    /// Declares that a plugin reads an option.
    ///
    /// - Parameters:
    ///   - key: The option.
    ///   - clientValue: The value where neither endpoint nor call gives one, and the weakest of the merge where they do.
    public init<Key: ServiceOptionKey>(_ key: Key.Type, clientValue: Key.Value? = nil) {
        self.key = ObjectIdentifier(key)
        name = Key.name
        self.clientValue = clientValue.map { OptionValue<Key>($0) }
        take = { value in (value as? Key.Value).map { ServiceOption(key, $0) } }
        decode = { ServiceOption(key, try Key.decode(from: $0)) }
    }
}
