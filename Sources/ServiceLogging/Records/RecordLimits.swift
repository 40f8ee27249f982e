/// How much a record has, at most, of what comes from elsewhere, in bytes: whoever sends ten megabytes of a header field must not fill
/// a log with them. What is left out is marked, `…`.
enum RecordLimits {
    /// A URL without its query, and its query.
    static let url = 8192
    /// The value of a header field.
    static let field = 4096
    /// The name of a header field, an attribute or an option.
    static let name = 256
    /// How many header fields there are.
    static let fieldCount = 128
    /// The message of a failure.
    static let message = 4096
    /// The description of a failure.
    static let description = 1 << 16
    /// One text of an attribute or an option.
    static let text = 1024
    /// All texts and names of one attribute or one option together.
    static let value = 1 << 14
}

extension String {
    /// The start of the text, cut where a character begins, and `…` where there is more.
    func cut(to limit: Int) -> String {
        if utf8.count <= limit { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return self[..<end] + "…"
    }
}
