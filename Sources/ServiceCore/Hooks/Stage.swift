/// A moment of a call: where a hook runs, and where an error came up.
public struct Stage: Hashable, Sendable, CustomStringConvertible {
    private enum Name: String {
        case configuration, prepareSession, preparePath, prepareRequest, preparePayload, encode, interceptCall
        case interceptAttempt, willSend, send, prepareResponse, didReceive, read, didRead, stream, willParse, parse
        case didParse, didFail, didEnd, close
    }

    private let name: Name

    private init(_ name: Name) {
        self.name = name
    }

    /// The name of the stage.
    public var description: String { name.rawValue }

    /// The client is made.
    public static let configuration = Stage(.configuration)
    /// The session exists; see ``SessionPreparing``.
    public static let prepareSession = Stage(.prepareSession)
    /// The path is made; see ``PathPreparing``.
    public static let preparePath = Stage(.preparePath)
    /// The request is made; see ``RequestPreparing``.
    public static let prepareRequest = Stage(.prepareRequest)
    /// The payload is looked at before it is encoded; see ``PayloadPreparing``.
    public static let preparePayload = Stage(.preparePayload)
    /// The codec encodes the payload.
    public static let encode = Stage(.encode)
    /// An around hook of the call; see ``CallIntercepting``.
    public static let interceptCall = Stage(.interceptCall)
    /// An around hook of an attempt; see ``AttemptIntercepting``.
    public static let interceptAttempt = Stage(.interceptAttempt)
    /// The request is about to be sent; see ``SendPreparing``.
    public static let willSend = Stage(.willSend)
    /// The transport sends the request and waits for the head of the response.
    public static let send = Stage(.send)
    /// The response exists; see ``ResponsePreparing``.
    public static let prepareResponse = Stage(.prepareResponse)
    /// The head is there; see ``ResponseReceiving``.
    public static let didReceive = Stage(.didReceive)
    /// The body is read.
    public static let read = Stage(.read)
    /// The body is there; see ``BodyReading``.
    public static let didRead = Stage(.didRead)
    /// The closure of a streamed call runs.
    public static let stream = Stage(.stream)
    /// The body is about to be parsed; see ``ParsePreparing``.
    public static let willParse = Stage(.willParse)
    /// The codec or the endpoint parses the body.
    public static let parse = Stage(.parse)
    /// The body has been parsed; see ``ResponseParsing``.
    public static let didParse = Stage(.didParse)
    /// An attempt, or the call, has failed; see ``FailureObserving``. No error comes up here.
    public static let didFail = Stage(.didFail)
    /// The call has ended; see ``EndObserving``. No error comes up here.
    public static let didEnd = Stage(.didEnd)
    /// The client is closed; see ``ClientClosing``. No error comes up here.
    public static let close = Stage(.close)
}
