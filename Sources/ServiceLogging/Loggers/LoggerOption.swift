public import ServiceCore

/// Which bodies the loggers hide.
public enum LoggerOption: ServiceOptionKey {
    /// A switch for each body; `nil` leaves it to the weaker level.
    public struct Value: Sendable, Hashable {
        /// Whether records have `<HIDDEN>` in the place of the body of the request.
        public var hiddenRequestBody: Bool?
        /// Whether records have `<HIDDEN>` in the place of the body of the response.
        public var hiddenResponseBody: Bool?
    }

    /// `logger`
    public static let name = "logger"

    /// Each switch by itself: the stronger one that is set.
    public static func merge(_ weaker: Value, _ stronger: Value) -> Value {
        Value(
            hiddenRequestBody: stronger.hiddenRequestBody ?? weaker.hiddenRequestBody,
            hiddenResponseBody: stronger.hiddenResponseBody ?? weaker.hiddenResponseBody
        )
    }
}

extension LoggerOption.Value: Decodable {
    /// Reads an object of Booleans: `{"hiddenRequestBody": true}`. The names with underscores, `hidden_request_body`, are read too.
    ///
    /// - Throws: `DecodingError` where a value is no Boolean, or where there is no such switch.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: SwitchName.self)
        self.init()
        for key in container.allKeys {
            guard let member = Self.switches[key.stringValue] else {
                let names = ["hiddenRequestBody", "hiddenResponseBody"]
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: container,
                    debugDescription: "there is no switch \"\(key.stringValue)\""
                        + NearestNames.suggestion(for: key.stringValue, in: names)
                )
            }
            self[keyPath: member] = try container.decode(Bool?.self, forKey: key)
        }
    }

    private static var switches: [String: WritableKeyPath<Self, Bool?>] {
        [
            "hiddenRequestBody": \.hiddenRequestBody, "hidden_request_body": \.hiddenRequestBody,
            "hiddenResponseBody": \.hiddenResponseBody, "hidden_response_body": \.hiddenResponseBody,
        ]
    }

    private struct SwitchName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension ServiceOption {
    /// Hides bodies from ``OuterLogger`` and ``InnerLogger``; `nil` leaves it as it is. Default: none is hidden.
    ///
    /// ```swift
    /// "signIn": .post("/session", .logger(hiddenRequestBody: true, hiddenResponseBody: true))
    /// ```
    public static func logger(hiddenRequestBody: Bool? = nil, hiddenResponseBody: Bool? = nil) -> Self {
        Self(
            LoggerOption.self,
            LoggerOption.Value(hiddenRequestBody: hiddenRequestBody, hiddenResponseBody: hiddenResponseBody)
        )
    }
}
