public import ServiceCore

/// Measures how long the head, the body and the parsing of a response took.
///
/// ```swift
/// let page = try await users.call("getUsers")
/// page.headersElapsed   // from sending to the head
/// page.elapsed          // all that was measured
/// ```
/// Each of the three can be switched off: client < endpoint < call. The times are those of the attempt that answered, on the clock of
/// the client.
public struct Elapsed: SendPreparing, ResponseReceiving, BodyReading, ParsePreparing, ResponseParsing, OptionReading {
    private let defaults: ElapsedOption.Value

    /// Creates the plugin.
    ///
    /// - Parameters:
    ///   - headers: Whether to measure from sending to the head. Default: yes.
    ///   - read: Whether to measure the reading of the body. Default: yes.
    ///   - parse: Whether to measure the parsing. Default: yes.
    public init(headers: Bool = true, read: Bool = true, parse: Bool = true) {
        defaults = ElapsedOption.Value(headers: headers, read: read, parse: parse)
    }

    /// `elapsed`
    public var options: [OptionDeclaration] {
        [OptionDeclaration(ElapsedOption.self, clientValue: defaults)]
    }

    /// Starts to wait for the head.
    public func willSend(_ request: inout ServiceRequest, session: inout ServiceSession) throws {
        guard session.options[ElapsedOption.self]?.headers == true else { return }
        session.attributes[Beginnings.self] = Beginnings(send: session.now)
    }

    /// The head is there; starts to read.
    public func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        let measures = session.options[ElapsedOption.self]
        guard measures?.headers == true || measures?.read == true else { return }
        let now = session.now
        var times = ElapsedTimes()
        if measures?.headers == true, let start = session.attributes[Beginnings.self]?.send {
            times.headersStart = start
            times.headers = start.duration(to: now)
        }
        if measures?.read == true { times.readStart = now }
        response.attributes[ElapsedTimes.Key.self] = times
    }

    /// The body is there.
    public func didRead(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        guard var times = response.elapsedTimes, let start = times.readStart else { return }
        times.read = start.duration(to: session.now)
        response.attributes[ElapsedTimes.Key.self] = times
    }

    /// Starts to parse.
    public func willParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        guard session.options[ElapsedOption.self]?.parse == true else { return }
        session.attributes[Beginnings.self] = Beginnings(parse: session.now)
    }

    /// The body is parsed.
    public func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        guard let start = session.attributes[Beginnings.self]?.parse else { return }
        var times = response.elapsedTimes ?? ElapsedTimes()
        times.parseStart = start
        times.parse = start.duration(to: session.now)
        response.attributes[ElapsedTimes.Key.self] = times
    }

    /// When the part began that is being measured.
    private struct Beginnings: AttributeKey, Sendable {
        typealias Value = Beginnings
        static let name = "elapsedBeginnings"

        var send: ServiceClock.Instant?
        var parse: ServiceClock.Instant?
    }
}

/// Which times are measured.
public enum ElapsedOption: ServiceOptionKey {
    /// A switch for each time; `nil` leaves it to the weaker level.
    public struct Value: Sendable, Hashable {
        /// From sending to the head.
        public var headers: Bool?
        /// The reading of the body.
        public var read: Bool?
        /// The parsing.
        public var parse: Bool?
    }

    /// `elapsed`
    public static let name = "elapsed"

    /// Each switch by itself: the stronger one that is set.
    public static func merge(_ weaker: Value, _ stronger: Value) -> Value {
        Value(
            headers: stronger.headers ?? weaker.headers,
            read: stronger.read ?? weaker.read,
            parse: stronger.parse ?? weaker.parse
        )
    }
}

extension ElapsedOption.Value: Decodable {
    /// Reads an object of Booleans: `{"headers": true, "parse": false}`.
    ///
    /// - Throws: `DecodingError` where a value is no Boolean, or where there is no such switch.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: SwitchName.self)
        self.init()
        for key in container.allKeys {
            guard let member = Self.switches[key.stringValue] else {
                let suggestion = NearestNames.suggestion(for: key.stringValue, in: Self.switches.keys)
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: container,
                    debugDescription: "there is no switch \"\(key.stringValue)\"\(suggestion)"
                )
            }
            self[keyPath: member] = try container.decode(Bool?.self, forKey: key)
        }
    }

    private static var switches: [String: WritableKeyPath<Self, Bool?>] {
        ["headers": \.headers, "read": \.read, "parse": \.parse]
    }

    private struct SwitchName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension ServiceOption {
    /// Switches what ``Elapsed`` measures; `nil` leaves it as it is.
    public static func elapsed(headers: Bool? = nil, read: Bool? = nil, parse: Bool? = nil) -> Self {
        Self(ElapsedOption.self, ElapsedOption.Value(headers: headers, read: read, parse: parse))
    }
}
