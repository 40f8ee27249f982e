/// A request to a service: what the plugins prepare and a transport sends.
///
/// A value behind one reference: a copy costs next to nothing, and changing one leaves the other as it was.
public struct ServiceRequest: Sendable {
    @usableFromInline var storage: Storage

    /// Creates a request.
    public init(
        method: RequestMethod = .get,
        url: ServiceURL,
        headers: HeaderFields = [:],
        body: RequestBody = .none
    ) {
        storage = Storage(method: method, url: url, headers: headers, body: body)
    }

    /// The method.
    @inlinable public var method: RequestMethod {
        get { storage.method }
        _modify {
            makeUnique()
            yield &storage.method
        }
    }

    /// The URL, in the encoding in which it goes on the wire.
    @inlinable public var url: ServiceURL {
        get { storage.url }
        _modify {
            makeUnique()
            yield &storage.url
        }
    }

    /// The header fields, in order.
    @inlinable public var headers: HeaderFields {
        get { storage.headers }
        _modify {
            makeUnique()
            yield &storage.headers
        }
    }

    /// The body; it is `none` until the payload has been encoded.
    @inlinable public var body: RequestBody {
        get { storage.body }
        _modify {
            makeUnique()
            yield &storage.body
        }
    }

    /// What descriptions of the request mask: that of its ``url``.
    public var redaction: Redaction {
        get { storage.url.redaction }
        set { url.redaction = newValue }
    }

    /// Whether two requests are one that nobody has changed since it was copied.
    package func isIdentical(to other: ServiceRequest) -> Bool { storage === other.storage }

    @inlinable mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    }
}

extension ServiceRequest {
    // Unchecked, both of them: a property changes only while one value holds the storage, and exclusive access to that
    // value is checked by the compiler.
    @usableFromInline final class Storage: @unchecked Sendable {
        @safe @exclusivity(unchecked) @usableFromInline var method: RequestMethod
        @safe @exclusivity(unchecked) @usableFromInline var url: ServiceURL
        @safe @exclusivity(unchecked) @usableFromInline var headers: HeaderFields
        @safe @exclusivity(unchecked) @usableFromInline var body: RequestBody

        @usableFromInline init(method: RequestMethod, url: ServiceURL, headers: HeaderFields, body: RequestBody) {
            self.method = method
            self.url = url
            self.headers = headers
            self.body = body
        }

        @usableFromInline func copy() -> Storage {
            Storage(method: method, url: url, headers: headers, body: body)
        }
    }
}
