/// Why a mock, a stub or a cassette has no answer.
///
/// A call that meets it fails with a `ServiceError` that has this as its cause.
public struct MockError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, in kind. More codes may come: a `switch` over them needs a `default`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        /// The endpoint has no mock, and no rule has one for it.
        public static let noMock = Code(description: "noMock")
        /// There is no mock type of this name.
        public static let unknownType = Code(description: "unknownType")
        /// The description is not one that its type can answer with.
        public static let invalidDescription = Code(description: "invalidDescription")
        /// A file cannot be read or written, or lies outside of the folder.
        public static let unreadableFile = Code(description: "unreadableFile")
        /// No stub answers the request.
        public static let noStub = Code(description: "noStub")
        /// Calls are not what was asked for: too many, too few, in another order.
        public static let unexpectedCalls = Code(description: "unexpectedCalls")
        /// A stub or a cassette is not what it must be.
        public static let invalidDefinition = Code(description: "invalidDefinition")
        /// The cassette has no episode for the request.
        public static let noEpisode = Code(description: "noEpisode")
    }

    /// What went wrong, in kind.
    public let code: Code
    /// What went wrong, and what to do about it.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message, with the code.
    public var description: String { "\(message) [\(code)]" }
}

extension MockError {
    static func noFolder(_ file: String) -> MockError {
        MockError(
            .unreadableFile,
            "the file \"\(file)\" belongs to no folder: give Mock the one that the files of its descriptions lie in"
        )
    }
}
