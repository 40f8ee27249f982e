import ServiceCore

/// When a response was made, for what it says is counted from there.
struct ResponseMoment {
    /// How long ago, in seconds: more than zero for one from a cache (RFC 9111 §5.1).
    let age: Int64
    private let headers: HeaderFields
    /// The last second that a date can tell, that of the year 9999.
    private static let lastSecond: Int64 = 253_402_300_799
    private let wallClock: () -> Duration

    init(_ headers: HeaderFields, wallClock: @escaping () -> Duration) {
        self.headers = headers
        self.wallClock = wallClock
        age = headers["age"].flatMap(Int64.init(delaySeconds:)) ?? 0
    }

    /// The time of the service now, in seconds since 1970: by its own clock if it tells it, or by ours. It is worked out when it is asked
    /// for, which is seldom.
    ///
    /// Two clocks seldom agree; a delay that both its ends are told by one clock is right all the same.
    var now: Int64 {
        let ours = Int64(clamping: wallClock().wholeNanoseconds / 1_000_000_000).clamped(to: 0...Self.lastSecond)
        return headers["date"].flatMap { HTTPDate.secondsSince1970($0, now: ours) }.map { $0 + age } ?? ours
    }
}

extension Int64 {
    /// Reads `delay-seconds` (RFC 9110 §10.2.3): digits and nothing else. A number that is too large for any use counts as the largest of
    /// 15 digits, so that no sum with it overflows.
    init?(delaySeconds text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else { return nil }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "0") }
        self = digits.count > 15 ? 999_999_999_999_999 : digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }
}
