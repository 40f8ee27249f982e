import Synchronization

/// Random bits without a lock and without a system call each time: SplitMix64 (Steele, Lea, Flood 2014) over an atomic counter that
/// the system's generator seeds.
///
/// Good for telling things apart, not for secrets.
public final class RandomBits: Sendable {
    /// The generator of the process.
    public static let shared = RandomBits(seed: .random(in: .min ... .max))

    private let state: Atomic<UInt64>

    /// Creates a generator; the same seed gives the same bits.
    public init(seed: UInt64) {
        state = Atomic(seed)
    }

    /// The next 64 bits.
    public func next() -> UInt64 {
        var bits = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
