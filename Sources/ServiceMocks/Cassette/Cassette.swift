public import ServiceCore

/// A file with requests and their responses, recorded from a real service and given again without it.
///
/// ```swift
/// let cassette = try Cassette("Tests/Cassettes/users.json", mode: .newEpisodes)
/// let users = try ServiceClient(…, transport: cassette.transport(over: .urlSession()))
/// ```
/// The same value is a plugin, which stands in for whatever transport a client has; put it behind ``Mock``.
///
/// An *episode* is a request with its response. Each is given once, to the first request that is like it; of several that are, in the order of
/// the file. What "like" means is said by ``Matching``.
///
/// The file is JSON for people, and may be edited:
/// ```json
/// {"version": 1, "episodes": [{
///   "request": {"method": "GET", "url": "https://api.example.com/v1/users?page=2", "headers": {"accept": "application/json"}},
///   "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": {"json": {"users": []}}}
/// }]}
/// ```
/// - A body is `{"json": …}` where its bytes are those of compact JSON, `{"text": "…"}` where it is another text of no more than 16 KiB, and
///   `{"file": "users-1-response.bin"}` beside the cassette otherwise.
/// - Secrets are masked before anything is written, by the policy of the client: in header fields, URLs, forms and JSON by their names, in other
///   texts by what stands around them, and in the response also where it says again what is secret in the request. Lists, objects, truth values and the
///   numbers of errors stay. `prepare` can hide more.
/// - `Content-Encoding` and `Transfer-Encoding` are left out, for a body is recorded decoded, and a `Content-Length` that does not fit
///   any more is not given again.
/// - Members that are not known stay where they are when episodes are added.
///
/// Each episode is in the file when its call has returned. Failures are not recorded.
public struct Cassette: AttemptIntercepting {
    /// What happens to which requests.
    public enum Mode: String, Sendable, CaseIterable {
        /// Episodes are given again; a request without one fails, with the nearest and what differs.
        case none
        /// Episodes are given again; a request without one is sent and recorded.
        case newEpisodes
        /// Every request is sent and recorded; with the first of them, the old episodes are gone.
        case all
        /// Episodes are given again; a request without one is sent and not recorded.
        case passThrough
    }

    /// What of a request must be the same, for an episode to be its own. Secrets are compared masked.
    public struct Matching: OptionSet, Sendable {
        /// The set as bits.
        public let rawValue: UInt8

        /// Creates a set of bits.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The method.
        public static let method = Matching(rawValue: 1)
        /// Scheme, host and port.
        public static let origin = Matching(rawValue: 2)
        /// The path.
        public static let path = Matching(rawValue: 4)
        /// The query.
        public static let query = Matching(rawValue: 8)
        /// The body; JSON by its value.
        public static let body = Matching(rawValue: 16)
        /// The header fields, in any order.
        public static let headers = Matching(rawValue: 32)

        /// All but the header fields.
        public static let standard: Matching = [.method, .origin, .path, .query, .body]
    }

    private let tape: Tape
    private let mode: Mode
    private let maximumBodySize: Int

    /// Opens a cassette.
    ///
    /// - Parameters:
    ///   - path: The file. Its folder must be there; where the file is not, the cassette is empty.
    ///   - mode: What happens to which requests. Default: nothing is sent.
    ///   - matching: What of a request must be the same. Default: all but the header fields.
    ///   - maximumBodySize: The limit of a body that is recorded, in bytes; a longer one fails the call. Default: 64 MiB.
    ///   - prepare: Changes an episode before it is written: its members `request` and `response` as they would be, secrets masked.
    /// - Throws: ``MockError`` where the file cannot be read or is none, with the place in it; where it is missing in the mode `none`.
    public init(
        _ path: String,
        mode: Mode = .none,
        matching: Matching = .standard,
        maximumBodySize: Int = 64 * 1024 * 1024,
        prepare: @escaping @Sendable (inout DynamicObject) -> Void = { _ in }
    ) throws {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "."
        let file = CassetteFile(folder: Folder(path: folder), name: String(parts.last ?? ""))
        let contents = try file.read(isRequired: mode == .none)
        tape = Tape(file: file, contents: contents, matching: matching, startsAnew: mode == .all, prepare: prepare)
        self.mode = mode
        self.maximumBodySize = maximumBodySize
    }

    /// A transport that gives episodes again, and sends over another what the mode lets pass. Closing it closes the other.
    public func transport(over base: some Transport) -> some Transport {
        CassetteTransport(base: base, tape: tape, mode: mode, maximumBodySize: maximumBodySize)
    }

    /// The requests of the episodes that nobody has asked for yet, as `GET https://api.example.com/v1/users`.
    public var unplayed: [String] {
        get async { await tape.unplayed }
    }

    /// Runs the attempt with the cassette in front of the transport.
    public func interceptAttempt(
        _ request: ServiceRequest,
        session: inout ServiceSession,
        next: AttemptNext
    ) async throws -> ServiceResponse {
        let transport = session.transport
        defer { session.transport = transport }
        session.transport = CassetteTransport(base: transport, tape: tape, mode: mode, maximumBodySize: maximumBodySize)
        return try await next(request, session: &session)
    }
}
