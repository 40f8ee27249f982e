import ServiceCore

/// The field `Retry-After`, RFC 9110 §10.2.3: a number of seconds or a date.
enum RetryAfter {
    /// The time from now; the longest where several fields are there, of which the first eight are read. `nil` where none of them can be.
    static func delay(in headers: HeaderFields, at moment: ResponseMoment) -> Duration? {
        headers.values("retry-after").prefix(8).compactMap { delay($0, at: moment) }.max()
    }

    private static func delay(_ value: String, at moment: ResponseMoment) -> Duration? {
        if let seconds = Int64(delaySeconds: value) { return .seconds(seconds - moment.age) }
        let now = moment.now
        return HTTPDate.secondsSince1970(value, now: now).map { .seconds($0 - now) }
    }
}
