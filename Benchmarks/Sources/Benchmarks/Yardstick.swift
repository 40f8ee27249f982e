import Synchronization

/// How fast the machine is: the things that every call is made of, beside what they took where the goals were set.
///
/// A machine on which ten hooks take twice as long has twice as far to the goals below.
enum Yardstick {
    static func run() async throws {
        let table = Table("The machine, beside the one on which the goals were set")
        let hooks: [any Hook] = [One(), Two(), One(), Two(), One(), Two(), One(), Two(), One(), Two()]
        table.row(
            "ten async hooks behind a protocol",
            goal: 190,
            try await .of(operations: 2_000_000) { try await call(hooks) }
        )
        table.row("ContinuousClock.now", goal: 27, await .of(operations: 2_000_000) { _ = ContinuousClock.now })
        let counter = Mutex(0)
        table.row(
            "a Mutex, locked and unlocked",
            goal: 12,
            await .of(operations: 2_000_000) { counter.withLock { $0 += 1 } }
        )
    }

    private protocol Hook: Sendable {
        func run(_ value: inout Int) async throws
    }

    private struct One: Hook {
        func run(_ value: inout Int) async throws { value += 1 }
    }

    private struct Two: Hook {
        func run(_ value: inout Int) async throws { value += 2 }
    }

    @inline(never)
    private static func call(_ hooks: [any Hook]) async throws {
        var value = 0
        for hook in hooks { try await hook.run(&value) }
    }
}
