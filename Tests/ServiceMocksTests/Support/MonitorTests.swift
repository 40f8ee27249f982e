import Testing

@testable import ServiceMocks

struct MonitorTests {
    @Test func `a wait that can go on at once does so, even in a cancelled task`() async throws {
        let monitor = Monitor([1, 2])
        let taken = try await withThrowingTaskGroup(of: Int.self) { group in
            group.cancelAll()
            group.addTask { try await monitor.wait { $0.isEmpty ? nil : $0.removeFirst() } }
            return try await group.next()
        }
        #expect(taken == 1)
        #expect(monitor.withLock { $0 } == [2])
    }

    @Test func `a cancelled wait throws and takes nothing`() async {
        let monitor = Monitor([Int]())
        let task = Task { try await monitor.wait { $0.isEmpty ? nil : $0.removeFirst() } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        monitor.withLock { $0.append(7) }
        #expect(monitor.withLock { $0 } == [7])
    }

    @Test func `many takers get every value exactly once`() async throws {
        let monitor = Monitor([Int]())
        let taken = try await withThrowingTaskGroup { group in
            for _ in 0..<200 {
                group.addTask { try await monitor.wait { $0.isEmpty ? nil : $0.removeFirst() } }
            }
            for value in 0..<200 {
                monitor.withLock { $0.append(value) }
                if value.isMultiple(of: 7) { await Task.yield() }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(taken.sorted() == Array(0..<200))
    }

    @Test func `what one waiter does lets an earlier one go on`() async throws {
        let monitor = Monitor(3)
        async let earlier: Void = monitor.wait { $0 == 2 ? () : nil }
        async let later: Void = monitor.wait { value in
            guard value == 4 else { return nil }
            value = 2
            return ()
        }
        monitor.withLock { $0 = 4 }
        _ = try await (earlier, later)
        #expect(monitor.withLock { $0 } == 2)
    }
}
