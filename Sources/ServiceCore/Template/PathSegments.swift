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
        // Most paths have neither, which one quick look tells.
        guard path.containsByte(UInt8(ascii: "."), or: PercentEncoding.percent) else { return nil }
        guard let range = unsafe path.withBytes({ bytes in unsafe firstDotSegment(in: bytes) }) else { return nil }
        let start = path.utf8.index(path.startIndex, offsetBy: range.lowerBound)
        return path[start..<path.utf8.index(start, offsetBy: range.count)]
    }

    private static func firstDotSegment(in path: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var index = 0
        while true {
            if let end = unsafe endOfDotSegment(at: index, in: path) { return index..<end }
            while unsafe index < path.count && path[index] != UInt8(ascii: "/") {
                if unsafe path[index] == UInt8(ascii: "?") || path[index] == UInt8(ascii: "#") { return nil }
                index += 1
            }
            index += 1
            if index > path.count { return nil }
        }
    }

    /// Where the segment that starts at an index ends, if it is `.` or `..`.
    private static func endOfDotSegment(at start: Int, in path: UnsafeBufferPointer<UInt8>) -> Int? {
        // Most segments start with something else.
        guard start < path.count, unsafe path[start] == UInt8(ascii: ".") || path[start] == PercentEncoding.percent
        else {
            return nil
        }
        var index = start
        var dots = 0
        while index < path.count {
            if unsafe path[index] == UInt8(ascii: ".") {
                index += 1
            } else if unsafe path.triplet(at: index) == UInt8(ascii: ".") {
                index += 3
            } else {
                break
            }
            dots += 1
        }
        guard dots == 1 || dots == 2, unsafe index == path.count || "/?#".utf8.contains(path[index]) else { return nil }
        return index
    }
}
