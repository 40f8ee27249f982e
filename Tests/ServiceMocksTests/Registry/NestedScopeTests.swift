import ServiceCore
import ServiceMocks
import Testing

/// Scopes in scopes, over other tasks, and beyond their end.
@Suite(.timeLimit(.minutes(10)))
struct NestedScopeTests {
    private func status(_ client: ServiceClient, _ endpoint: String = "it") async throws -> Int {
        try await client.call(endpoint).status.code
    }

    @Test func `the innermost scope wins, be it of mocks or of stubs, and each ends alone`() async throws {
        let client = try ServiceClient.mocked(.status(200))
        try await withMocks(.mock("it", limit: 0, .status(201))) {
            try await withStubs(.get("/v1/it").answers(.status(202)).times(2)) { stubs in
                let first = try await status(client)
                let (inner, passed) = try await withMocks(.mock("it", .status(203))) {
                    (try await status(client), try await status(client))
                }
                #expect([first, inner, passed] == [202, 203, 202])
                #expect(stubs.calls.count == 2)
            }
            let outer = try await status(client)
            #expect(outer == 201)
        }
        #expect(try await status(client) == 200)
    }

    @Test func `two scopes of stubs at once in child tasks are two services`() async throws {
        let client = try ServiceClient.mocked()
        let codes = try await withThrowingTaskGroup(of: [Int].self) { group in
            for code in [201, 202] {
                group.addTask {
                    try await withStubs(.get("/v1/it").answers(.status(ResponseStatus(code))).times(3)) { _ in
                        try await [self.status(client), self.status(client), self.status(client)]
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(codes.sorted() == [201, 201, 201, 202, 202, 202])
    }

    @Test func `a detached task has neither mocks nor stubs, and the error says so`() async throws {
        let client = try ServiceClient.mocked()
        try await withStubs(.get("/v1/it").optional()) { stubs in
            let error = await #expect(throws: ServiceError.self) {
                try await Task.detached { try await client.call("it") }.value
            }
            #expect((error?.cause as? MockError)?.code == .noMock)
            #expect((error?.cause as? MockError)?.message.contains("MockScope.current") == true)
            #expect(stubs.calls.isEmpty)
            let scope = MockScope.current
            let shared = try await Task.detached { try await scope.perform { try await self.status(client) } }.value
            #expect(shared == 200)
            #expect(stubs.calls.count == 1)
        }
    }

    @Test func `a handed-over scope takes the place of the one that a task has`() async throws {
        let client = try ServiceClient.mocked(.status(200))
        let outside = MockScope.current
        try await withMocks(.mock("it", limit: 0, .status(201))) {
            let without = try await outside.perform { try await status(client) }
            let behind = try await status(client)
            #expect([without, behind] == [200, 201])
        }
    }

    @Test func `a task that outlives its scope keeps the rules, and a call that runs is answered by them`() async throws
    {
        let client = try ServiceClient.mocked(.status(200))
        let (arrived, arrive) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let task = try await withMocks(
            .mock("it", limit: 0, .status(201)),
            .use("it") { _ in
                arrive.yield()
                for await _ in gate { break }
                return .status(202)
            }
        ) {
            let task = Task { (try await status(client), try await status(client)) }
            for await _ in arrived { break }
            return task
        }
        // The scope has ended, and whoever comes now is not concerned.
        #expect(try await status(client) == 200)
        open.yield()
        let late = try await task.value
        #expect(late == (202, 201))
    }

    @Test func `a call that runs when the scope of its stubs ends has been counted, and is answered`() async throws {
        let client = try ServiceClient.mocked()
        let (arrived, arrive) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let task = try await withStubs(
            .get("/v1/it").answers { _ in
                arrive.yield()
                for await _ in gate { break }
                return .status(207)
            }
        ) { _ in
            let task = Task { try await status(client) }
            for await _ in arrived { break }
            return task
        }
        open.yield()
        #expect(try await task.value == 207)
    }

    @Test func `64 tasks that share a scope by hand count together`() async throws {
        let client = try ServiceClient.mocked(.status(200))
        try await withMocks(.mock("it", offset: 100, limit: 17, .status(201))) {
            let scope = MockScope.current
            let tasks = (0..<64).map { _ in
                Task.detached {
                    try await scope.perform {
                        var served = 0
                        for _ in 0..<4 where try await self.status(client) == 201 { served += 1 }
                        return served
                    }
                }
            }
            var served = 0
            for task in tasks { served += try await task.value }
            #expect(served == 17)
        }
    }
}
