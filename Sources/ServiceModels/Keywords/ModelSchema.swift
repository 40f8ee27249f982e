import ServiceCore

/// The keywords of a model with their types: for documentation, completion, and the text of errors.
///
/// It is found out by reading the model from nothing, so that the model need not list anything.
///
/// ```swift
/// print(CreateUser.schema)   // username: String, age: Int (optional)
/// ```
public struct ModelSchema: Sendable {
    /// A keyword of a model.
    public struct Keyword: Hashable, Sendable {
        /// The name: a coding key of the model.
        public let name: String
        /// The type, as it stands in a program; with the values of a small enumeration.
        public let type: String
        /// Whether the model cannot be made without it.
        public let isRequired: Bool
    }

    /// The keywords in the order in which the model reads them.
    public let keywords: [Keyword]

    /// Whether these are all; not so where no value could be made up for a keyword that is read before others
    /// (``ModelError/uncheckedBehind``).
    public let isComplete: Bool

    private let isKey: @Sendable (String) -> Bool

    /// Finds out the keywords of a model.
    public init<Model: Decodable>(of type: Model.Type) {
        let run = DecodingRun(.surveying, codec: JSONCodec.usual)
        let members = Members(.keywords([]), of: type)
        let model = try? Model(from: ModelDecoder(run: run, source: .members(members), path: ""))
        keywords = members.schema
        isComplete = model != nil
        isKey = members.isKey
    }

    /// The keyword of a name, if the model is known to have it.
    public subscript(name: String) -> Keyword? { keywords.first { $0.name == name } }

    /// Whether the model takes a keyword of this name.
    func takes(_ name: String) -> Bool {
        self[name] != nil || !isComplete && isKey(name)
    }
}

extension ModelSchema: CustomStringConvertible {
    /// `username: String, age: Int (optional)`
    public var description: String {
        let texts = keywords.map { "\($0.name): \($0.type)\($0.isRequired ? "" : " (optional)")" }
        return (texts + (isComplete ? [] : ["…"])).joined(separator: ", ")
    }
}
