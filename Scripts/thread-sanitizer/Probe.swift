import Synchronization

/// Shows that the sanitizer is set up as it should be, before its silence about the tests is believed.
///
/// Every thread counts under one contended `Mutex`, which must not be reported. With the argument `race` it also counts
/// in a plain variable, which must be.
@main
struct Probe {
    static func main() async {
        let races = CommandLine.arguments.contains("race")
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<50_000 {
                        counter.guarded.withLock { $0 += 1 }
                        _ = counter.guarded.withLockIfAvailable { $0 += 1 }
                        if races { counter.unguarded += 1 }
                    }
                }
            }
        }
    }
}

/// `@unchecked`, for the race is the point.
final class Counter: @unchecked Sendable {
    let guarded = Mutex(0)
    var unguarded = 0
}
