/// The response of a service: what plugins see of it, and what a call returns in a ``TypedResponse``.
///
/// A value behind one reference: a copy costs next to nothing, and changing one leaves the other as it was.
public struct ServiceResponse: Sendable {
    @usableFromInline var storage: Storage

    /// Creates a response, for example one from a cache.
    public init(head: ResponseHead, body: ResponseBody = .empty, request: ServiceRequest) {
        storage = Storage(head: head, body: body, request: request)
    }

    /// Status and header fields.
    @inlinable public var head: ResponseHead {
        get { storage.head }
        _modify {
            makeUnique()
            yield &storage.head
        }
    }

    /// The body: what arrives in a streamed call, what was read in any other.
    @inlinable public var body: ResponseBody {
        get { storage.body }
        _modify {
            makeUnique()
            yield &storage.body
        }
    }

    /// What plugins publish about the response.
    @inlinable public var attributes: Attributes {
        get { storage.attributes }
        _modify {
            makeUnique()
            yield &storage.attributes
        }
    }

    /// What the body was parsed to, once the stage `didParse` is reached.
    public internal(set) var parsed: (any Sendable)? {
        get { storage.parsed }
        set {
            makeUnique()
            storage.parsed = newValue
        }
    }

    /// The request that was answered, as it was sent.
    @inlinable public var request: ServiceRequest { storage.request }

    /// The status.
    @inlinable public var status: ResponseStatus {
        get { storage.head.status }
        set { head.status = newValue }
    }

    /// The header fields.
    @inlinable public var headers: HeaderFields {
        get { storage.head.headers }
        _modify { yield &head.headers }
    }

    /// The body as it was read; empty while it has not been, and in a streamed call.
    @inlinable public var bytes: [UInt8] { storage.body.buffered ?? [] }

    /// The URL that answered: that of the request, or the one that redirects led to.
    @inlinable public var url: ServiceURL {
        guard var url = storage.head.redirectedURL else { return storage.request.url }
        url.redaction = storage.request.url.redaction
        return url
    }

    /// What descriptions of the response mask: that of its ``request``.
    public var redaction: Redaction { storage.request.redaction }

    @inlinable mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    }
}

extension ServiceResponse {
    // Unchecked, both of them: a property changes only while one value holds the storage, and exclusive access to that
    // value is checked by the compiler.
    @usableFromInline final class Storage: @unchecked Sendable {
        @safe @exclusivity(unchecked) @usableFromInline var head: ResponseHead
        @safe @exclusivity(unchecked) @usableFromInline var body: ResponseBody
        @safe @exclusivity(unchecked) @usableFromInline var attributes = Attributes()
        @safe @exclusivity(unchecked) @usableFromInline var parsed: (any Sendable)?
        @usableFromInline let request: ServiceRequest

        @usableFromInline init(head: ResponseHead, body: ResponseBody, request: ServiceRequest) {
            self.head = head
            self.body = body
            self.request = request
        }

        @usableFromInline func copy() -> Storage {
            let copy = Storage(head: head, body: body, request: request)
            copy.attributes = attributes
            copy.parsed = parsed
            return copy
        }
    }
}
