import ServiceCore
import ServiceMocks
import Testing

struct SemaphoreTests {
    /// A client whose first attempt is being sent; the others wait for its permit.
    private func busy(_ semaphore: Semaphore, _ leave: Gate) async throws -> (ServiceClient, Task<Void, any Error>) {
        let sending = Gate()
        let transport = ScriptedTransport { number, _ in
            if number == 1 {
                sending.open()
                try await leave.wait()
            }
            return .json("{}")
        }
        let client = try makeClient(transport, plugins: [semaphore])
        let task = Task { _ = try await client.call("get") }
        try await sending.wait()
        return (client, task)
    }

    @Test func aWaiterGetsThePermitThatIsGivenBack() async throws {
        let (semaphore, leave) = (Semaphore(1), Gate())
        let (client, first) = try await busy(semaphore, leave)
        let second = Task { try await client.call("get") }
        while semaphore.free > -1 { await Task.yield() }
        leave.open()
        try await first.value
        #expect(try await second.value.status == 200)
        #expect(semaphore.free == 1)
    }

    @Test func aCancelledWaiterTakesNothingWithIt() async throws {
        let (semaphore, leave) = (Semaphore(1), Gate())
        let (client, first) = try await busy(semaphore, leave)
        let second = Task { try await client.call("get") }
        while semaphore.free > -1 { await Task.yield() }
        second.cancel()
        #expect(await second.endedInCancellation)
        #expect(semaphore.free == 0)
        leave.open()
        try await first.value
        #expect(semaphore.free == 1)
    }

    @Test(arguments: Moment.allCases, [false, true])
    func aHookThatThrowsOrCancelsGivesThePermitBack(moment: Moment, cancels: Bool) async throws {
        let semaphore = Semaphore(1)
        let hook = EveryHook(action: {
            guard $0 == moment else { return }
            if cancels { cancelCurrentTask() } else { throw Broken() }
        })
        let client = try makeClient(plugins: [semaphore, hook])
        let task = Task { try await client.call("get") }
        if cancels {
            #expect(await task.endedInCancellation)
        } else {
            let error = try await serviceError { try await task.value }
            #expect(error.cause is Broken)
        }
        #expect(semaphore.free == 1)
    }

    @Test func aPermitIsHeldWhileTheClosureOfAStreamedCallRuns() async throws {
        let semaphore = Semaphore(1)
        let client = try makeClient(plugins: [semaphore])
        #expect(try await client.stream("get") { _ in semaphore.free } == 0)
        #expect(semaphore.free == 1)
    }
}
