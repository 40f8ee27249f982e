/// The segments of a path: what stands between its slashes (RFC 3986 §3.3).
public enum PathSegments {
    /// Finds a segment that is `.` or `..`, whether its dots are written plainly or as `%2e` in any mix and case.
    ///
    /// Such a segment moves the request to another path: clients and servers remove dot segments before they look at
    /// the path (RFC 3986 §5.2.4), and many decode `%2e` first (§6.2.2.2). A value that a caller put into a path must
    /// not be able to do that, so a client refuses the request.
    ///
    /// - Parameter path: A path in the encoding in which it goes on the wire. It ends at the first `?` or `#`.
    /// - Returns: The first such segment as it is written, or `nil`.
    public static func firstDotSegment(in path: String) -> Substring? {
        // Most paths have neither a dot nor a triplet, which one quick look tells.
        guard path.firstByte(where: { $0 == UInt8(ascii: ".") || $0 == PercentEncoding.percent }) != nil else {
            return nil
        }
        let bytes = path.utf8
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "/"):
                if isDotSegment(bytes[start..<index]) { return path[start..<index] }
                start = bytes.index(after: index)
            case UInt8(ascii: "?"), UInt8(ascii: "#"):
                return isDotSegment(bytes[start..<index]) ? path[start..<index] : nil
            default:
                break
            }
            bytes.formIndex(after: &index)
        }
        return isDotSegment(bytes[start...]) ? path[start...] : nil
    }

    private static func isDotSegment(_ segment: Substring.UTF8View) -> Bool {
        var rest = segment
        var dots = 0
        while let byte = rest.first {
            if byte == UInt8(ascii: ".") {
                rest = rest.dropFirst()
            } else if byte == PercentEncoding.percent, PercentEncoding.tripletValue(rest) == UInt8(ascii: ".") {
                rest = rest.dropFirst(3)
            } else {
                return false
            }
            dots += 1
            if dots > 2 { return false }
        }
        return dots > 0
    }
}
