/// One thing that goes wrong with an answer on its way, on purpose.
///
/// An answer has any number of them, which happen in the order of their places:
///
/// ```swift
/// Answer.json(page).with(.delay(.seconds(2)))                        // slow to start
/// Answer.bytes(file).with(.drip(bytes: 512, every: .milliseconds(100))) // slow throughout
/// Answer.bytes(file).with(.close(.inBody(after: 100)))               // truncated
/// Answer.text("hello").with(.stall(.afterHead))                      // a head, and then nothing
/// Answer.text("hello").with(.delay(.seconds(1), .inBody(after: 2)), .reset(.inBody(after: 4)))
/// ```
///
/// Delays run on the clock of the server. A fault that lies behind the end of the body does not happen.
///
/// The same values say what goes wrong where no server is: with the answers of ``Mock`` and ``StubService``, and with any
/// transport behind the plugin ``Faults``. What a client would meet on a connection comes as a `TransportError` there:
/// ``reset(_:)`` and ``close(_:)`` before the head as `connectionLost`, ``close(_:)`` in a body as `truncatedBody`,
/// ``malformed`` as `malformedResponse`, and a ``stall(_:)`` waits for the deadline or the cancellation of the call.
public struct Fault: Hashable, Sendable {
    /// Where in an answer something happens.
    public struct Place: Hashable, Sendable {
        enum Position: Hashable, Sendable {
            case head
            /// Behind so many bytes of the body; behind none, the head has been sent.
            case body(offset: Int)
        }

        let position: Position

        /// Before anything is sent.
        public static let beforeHead = Place(position: .head)

        /// Between the head and the body.
        public static let afterHead = Place(position: .body(offset: 0))

        /// In the body, when so many of its bytes have been sent; the framing of chunks does not count.
        public static func inBody(after bytes: Int) -> Place {
            Place(position: .body(offset: max(bytes, 0)))
        }
    }

    /// What is done at a place.
    enum Act: Hashable, Sendable {
        case delay(Duration)
        case stall
        case reset
        case close
    }

    enum Kind: Hashable, Sendable {
        case act(Act, at: Place)
        case drip(bytes: Int, interval: Duration)
        case announcedLength(Int)
        case malformed
    }

    let kind: Kind
}

extension Fault {
    /// Waits, and goes on.
    public static func delay(_ duration: Duration, _ place: Place = .beforeHead) -> Fault {
        Fault(kind: .act(.delay(duration), at: place))
    }

    /// Sends nothing more and keeps the connection open, until the client leaves or the server is stopped.
    public static func stall(_ place: Place = .beforeHead) -> Fault {
        Fault(kind: .act(.stall, at: place))
    }

    /// Resets the connection (TCP RST): the client meets `ECONNRESET`, and may lose what it had not read yet.
    public static func reset(_ place: Place = .beforeHead) -> Fault {
        Fault(kind: .act(.reset, at: place))
    }

    /// Closes the connection in good order (TCP FIN) where the answer is not complete: a truncated body.
    public static func close(_ place: Place = .beforeHead) -> Fault {
        Fault(kind: .act(.close, at: place))
    }

    /// Sends the body slowly: so many bytes, then a pause, and so on. The framing of chunks counts.
    ///
    /// - Parameters:
    ///   - bytes: How many bytes at a time, at least one.
    ///   - interval: The pause after them.
    public static func drip(bytes: Int, every interval: Duration) -> Fault {
        Fault(kind: .drip(bytes: max(bytes, 1), interval: interval))
    }

    /// Sends something that is not HTTP in the place of the head, and closes the connection.
    public static let malformed = Fault(kind: .malformed)

    /// Says this in `Content-Length`, whatever the body's length is, and closes the connection behind the body.
    public static func announcedLength(_ length: Int) -> Fault {
        Fault(kind: .announcedLength(length))
    }
}
