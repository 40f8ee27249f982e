/// Time in whole nanoseconds, from the origin of a clock or as a length: what rates count in.
///
/// 128 bits, because exact arithmetic multiplies it by the limit of a rate.
typealias Nanoseconds = Int128

extension Duration {
    /// The whole nanoseconds, rounded down. More seconds than an `Int64` holds, some 292 billion years, count as so many.
    var wholeNanoseconds: Nanoseconds {
        let most = Int128(Int64.max) * 1_000_000_000_000_000_000
        let (seconds, attoseconds) = Duration(attoseconds: Swift.min(Swift.max(attoseconds, -most), most)).components
        let (nanoseconds, rest) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return Nanoseconds(seconds) * 1_000_000_000 + Nanoseconds(rest < 0 ? nanoseconds - 1 : nanoseconds)
    }

    /// The whole nanoseconds, rounded up.
    var nanosecondsRoundedUp: Nanoseconds { -(.zero - self).wholeNanoseconds }

    init(nanoseconds: Nanoseconds) {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.init(
            secondsComponent: Int64(clamping: seconds),
            attosecondsComponent: Int64(rest) * 1_000_000_000
        )
    }
}

extension Nanoseconds {
    /// The quotient, rounded up; the divisor is more than zero.
    func dividedRoundingUp(by divisor: Nanoseconds) -> Nanoseconds {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest > 0 ? quotient + 1 : quotient
    }
}
