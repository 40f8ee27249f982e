public import ServiceCore

/// What the server sends back for one request.
///
/// ```swift
/// .text("hello")
/// .json(#"{"id": 7}"#, status: 201, headers: ["location": "/users/7"])
/// .status(503).with(.delay(.seconds(1)))
/// .stream { body in
///     for number in 1...3 { try await body.write("\(number)\n") }
/// }
/// ```
public struct Answer: Sendable {
    /// The status.
    public var status: ResponseStatus

    /// The text behind the status in the status line; `nil` stands for the registered one.
    public var reason: String?

    /// The header fields, sent in this order with these spellings, duplicates included.
    ///
    /// The server adds `Content-Length` or `Transfer-Encoding` behind them unless one of the two is here, and
    /// `Connection: close` when it is going to close. A `Connection: close` here makes it close.
    public var headers: HeaderFields

    /// The body.
    public var body: Body

    /// How the end of the body is told.
    public var framing: Framing

    /// What goes wrong.
    public var faults: [Fault]

    /// Creates an answer.
    public init(
        status: ResponseStatus = 200,
        reason: String? = nil,
        headers: HeaderFields = [:],
        body: Body = .none,
        framing: Framing = .automatic,
        faults: [Fault] = []
    ) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
        self.framing = framing
        self.faults = faults
    }
}

extension Answer {
    /// The body of an answer. Nothing of it is sent for `HEAD`, 1xx, 204 and 304 (RFC 9110 §6.4.1).
    public enum Body: Sendable {
        /// No body: `Content-Length: 0`.
        case none
        /// Bytes with a `Content-Length`.
        case bytes([UInt8])
        /// Each element as one chunk (RFC 9112 §7.1); an empty one is skipped, for it would end the body.
        case chunks([[UInt8]])
        /// What a function writes while it is sent: with a `Content-Length` if the length is given, else in chunks.
        case stream(length: Int?, @Sendable (BodyWriter) async throws -> Void)
        /// The whole answer as it goes on the wire, status line included; the connection is closed behind it.
        case raw([UInt8])
    }

    /// How the end of a body is told (RFC 9112 §6.3).
    public enum Framing: Hashable, Sendable {
        /// By length or by chunks, as the kind of the body suggests; by closing where an HTTP/1.0 client does not
        /// know chunks.
        case automatic
        /// By chunks.
        case chunked
        /// By closing the connection.
        case untilClose
    }
}

extension Answer {
    /// An answer with a status, and no body.
    public static func status(_ status: ResponseStatus, headers: HeaderFields = [:]) -> Answer {
        Answer(status: status, headers: headers)
    }

    /// A text in UTF-8, with a `Content-Type` of `text/plain` unless `headers` have one.
    public static func text(
        _ text: String,
        status: ResponseStatus = 200,
        headers: HeaderFields = [:]
    ) -> Answer {
        bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status, headers: headers)
    }

    /// A text that is JSON already, with a `Content-Type` of `application/json` unless `headers` have one.
    public static func json(
        _ text: String,
        status: ResponseStatus = 200,
        headers: HeaderFields = [:]
    ) -> Answer {
        bytes(Array(text.utf8), type: "application/json", status: status, headers: headers)
    }

    /// A value as JSON, with a `Content-Type` of `application/json` unless `headers` have one.
    ///
    /// A double that is not finite is written as `nan`, `inf` or `-inf`, which no parser of JSON takes.
    public static func json(
        _ value: DynamicValue,
        status: ResponseStatus = 200,
        headers: HeaderFields = [:]
    ) -> Answer {
        json(value.description, status: status, headers: headers)
    }

    /// Bytes with their length.
    ///
    /// - Parameters:
    ///   - bytes: The body.
    ///   - type: The `Content-Type`, unless `headers` have one.
    ///   - status: The status.
    ///   - headers: The header fields.
    public static func bytes(
        _ bytes: [UInt8],
        type: String? = nil,
        status: ResponseStatus = 200,
        headers: HeaderFields = [:]
    ) -> Answer {
        var answer = Answer(status: status, headers: headers, body: .bytes(bytes))
        if let type, !headers.contains(.contentType) { answer.headers.append("Content-Type", type) }
        return answer
    }

    /// A body in chunks.
    public static func chunked(
        _ chunks: [[UInt8]],
        status: ResponseStatus = 200,
        headers: HeaderFields = [:]
    ) -> Answer {
        Answer(status: status, headers: headers, body: .chunks(chunks))
    }

    /// A body that is written while it is sent; a write returns when the system has taken the bytes, so a client
    /// that reads slowly holds the writer back.
    ///
    /// When `write` throws, the connection is closed where the body is not complete. When the client leaves or the
    /// server is stopped, the task of `write` is cancelled.
    ///
    /// - Parameters:
    ///   - length: The number of bytes for `Content-Length`; `nil` for a body in chunks.
    ///   - status: The status.
    ///   - headers: The header fields.
    ///   - write: Writes the body.
    public static func stream(
        length: Int? = nil,
        status: ResponseStatus = 200,
        headers: HeaderFields = [:],
        _ write: @escaping @Sendable (BodyWriter) async throws -> Void
    ) -> Answer {
        Answer(status: status, headers: headers, body: .stream(length: length, write))
    }

    /// Anything at all: these bytes as they are, and then the end of the connection.
    public static func raw(_ bytes: [UInt8]) -> Answer {
        Answer(body: .raw(bytes))
    }

    /// Anything at all: the UTF-8 of this text as it is, and then the end of the connection.
    public static func raw(_ text: String) -> Answer {
        raw(Array(text.utf8))
    }

    /// The same answer with more faults.
    public func with(_ faults: Fault...) -> Answer {
        var answer = self
        answer.faults += faults
        return answer
    }
}
