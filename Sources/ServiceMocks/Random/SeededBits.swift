import Synchronization

/// A source of bits that gives the same ones every time: for tests of what would be random otherwise, such as tokens.
///
/// ```swift
/// let bits = SeededBits(seed: 1)
/// TrackingToken(random: bits.next)   // the same tokens in every run, in the order of the calls
/// ```
/// It is SplitMix64 (Steele, Lea and Flood 2014), which is not made for secrets. Tasks may share it: each call gets bits of its own, and who gets
/// which depends on who comes first.
public final class SeededBits: Sendable {
    private let seed: UInt64
    private let count = Atomic(0 as UInt64)

    /// Creates a source; the same seed gives the same bits.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The next 64 bits.
    @Sendable
    public func next() -> UInt64 {
        Self.bits(seed: seed, at: count.wrappingAdd(1, ordering: .relaxed).oldValue)
    }

    /// The bits at a position of the sequence of a seed.
    static func bits(seed: UInt64, at position: UInt64) -> UInt64 {
        var mixed = seed &+ (position &+ 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The number from 0 up to 1 at a position of the sequence of a seed.
    static func fraction(seed: UInt64, at position: UInt64) -> Double {
        Double(bits(seed: seed, at: position) >> 11) * 0x1p-53
    }
}
