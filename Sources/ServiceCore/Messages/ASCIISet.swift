/// A set of ASCII characters. One bit for each, because it is asked for every byte of every message.
package struct ASCIISet: Sendable {
    /// U+0000 to U+003F.
    private let low: UInt64
    /// U+0040 to U+007F.
    private let high: UInt64

    /// Letters, digits and ``!#$%&'*+-.^_`|~``: a `token` (RFC 9110 §5.6.2).
    package static let token = ASCIISet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    /// Letters, digits and `-._~` (RFC 3986 §2.3).
    package static let unreserved = ASCIISet(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    /// The delimiters `:/?#[]@!$&'()*+,;=` (RFC 3986 §2.2).
    package static let reserved = ASCIISet(low: 0xAC00_9FDA_0000_0000, high: 0x0000_0000_2800_0001)
    /// What may stand in a path, `/` and `%` included (RFC 3986 §3.3).
    package static let path = ASCIISet(low: 0x2FFF_FFF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
    /// What may stand in a path and means nothing but itself: no `%`, and no `.`, of which dot segments are made.
    package static let plainPath = ASCIISet(low: 0x2FFF_BFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
    /// What may stand in a query, `%` included (RFC 3986 §3.4).
    package static let query = ASCIISet(low: 0xAFFF_FFF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
    /// What may stand in a query and means nothing but itself: no `%`.
    package static let plainQuery = ASCIISet(low: 0xAFFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
    /// What may stand in the name of a host (RFC 3986 §3.2.2). No `%`: a resolver takes no percent-encoded name.
    package static let host = ASCIISet(low: 0x2BFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)

    /// Whether a byte is in the set.
    package func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 0x40 ? low : high) &>> UInt64(byte) & 1 == 1
    }

    /// Whether every byte of a text is in the set.
    package func containsAll(of text: String) -> Bool {
        unsafe text.withBytes { bytes in unsafe bytes.allSatisfy(contains) }
    }
}
