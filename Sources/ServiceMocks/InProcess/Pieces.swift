import ServiceCore
import Synchronization

/// Pieces of a body that is in memory, given out one after the other.
final class Pieces: Sendable {
    private let rest: Mutex<ArraySlice<[UInt8]>>

    init(_ pieces: [[UInt8]]) {
        rest = Mutex(pieces.filter { !$0.isEmpty }[...])
    }

    @Sendable
    func next() async throws -> [UInt8]? {
        rest.withLock { $0.popFirst() }
    }
}
