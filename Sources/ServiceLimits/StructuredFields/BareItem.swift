/// A value of a structured field without its parameters (RFC 9651 §3.3).
enum BareItem: Hashable, Sendable {
    /// Fifteen digits at most.
    case integer(Int64)
    /// In thousandths, for a decimal has three digits behind its point at most: exact, unlike a binary fraction.
    case decimal(thousandths: Int64)
    case string(String)
    case token(String)
    case byteSequence([UInt8])
    case boolean(Bool)
    /// Seconds since the beginning of 1970, UTC, without leap seconds.
    case date(Int64)
    case displayString(String)
}
