import Foundation

/// Runs a closure on a thread whose stack has 512 KiB, as that of every thread but the main one has on Apple platforms.
func onSmallStack<Success: Sendable>(_ body: @escaping @Sendable () throws -> Success) async throws -> Success {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result(catching: body)) }
        thread.stackSize = 512 << 10
        thread.start()
    }
}
