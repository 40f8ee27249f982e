import ServiceCore
import ServiceMocks
import ServicePlugins
import Synchronization
import Testing

/// REFERENCE: "Mock manager: `patch_mock_desc(patch, service_name, endpoint, offset 0, limit 1)` changes the description,
/// `use_mock(mock, …same)` puts a function in place of the mock; both as a scope or around a test function; the newest matching one
/// wins; `offset` = how many matching calls to let pass first, `limit` = how many times it serves, 0 = no limit."
struct MockScopeTests {
    private func statuses(_ count: Int, of client: ServiceClient, _ endpoint: String = "it") async throws -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(try await client.call(endpoint).status.code) }
        return statuses
    }

    @Test func `patch_mock_desc: a patch changes the description, once`() async throws {
        let client = try ServiceClient.mocked(.json(["a": 1], headers: ["x": "1"]))
        try await withMocks(
            .patch("it") {
                $0.status = 404; $0.headers["y"] = "2"
            }
        ) {
            let patched = try await client.call("it")
            #expect(patched.status == 404)
            #expect(patched.data == ["a": 1])
            #expect(patched.headers["x"] == "1")
            #expect(patched.headers["y"] == "2")
            #expect(try await statuses(2, of: client) == [200, 200])
        }
        #expect(try await statuses(1, of: client) == [200])
    }

    @Test func `a patch of an endpoint without a mock changes an empty description`() async throws {
        let client = try ServiceClient.mocked()
        let answer = try await withMocks(.patch { $0.data = ["a": 1] }) { try await client.call("it") }
        #expect(answer.data == ["a": 1])
    }

    @Test func `use_mock: a function in the place of the mock`() async throws {
        let client = try ServiceClient.mocked(.status(201))
        try await withMocks(
            .use("post") { call in
                #expect(call.attempt == 1)
                #expect(call.description.status == 201)
                return .json(["echo": try call.json["name"]], status: 418)
            }
        ) {
            let answer = try await client.call("post", payload: ["name": "Ada"])
            #expect(answer.status == 418)
            #expect(answer.data["echo"] == "Ada")
        }
    }

    @Test func `what a function throws is the cause, and a transport's error is one`() async throws {
        struct Broken: Error {}
        let client = try ServiceClient.mocked()
        try await withMocks(
            .use { _ in throw TransportError(.hostNotFound, "no such host") },
            .use { _ in throw Broken() }
        ) {
            let own = await #expect(throws: ServiceError.self) { try await client.call("it") }
            #expect(own?.cause is Broken)
            let lost = await #expect(throws: ServiceError.self) { try await client.call("it") }
            #expect(lost?.transportError?.code == .hostNotFound)
            #expect(lost?.code == .transportFailed)
        }
    }

    /// REFERENCE, defect 8: "`use_mock(limit=0)`, documented as unlimited, serves once."
    @Test(arguments: [
        (0, 1, [201, 200, 200, 200, 200]), (0, 2, [201, 201, 200, 200, 200]), (2, 1, [200, 200, 201, 200, 200]),
        (1, 3, [200, 201, 201, 201, 200]), (0, 0, [201, 201, 201, 201, 201]), (3, 0, [200, 200, 200, 201, 201]),
        (5, 1, [200, 200, 200, 200, 200]), (-1, -1, [201, 201, 201, 201, 201]),
    ])
    func `offset and limit, 0 without one`(offset: Int, limit: Int, expected: [Int]) async throws {
        let client = try ServiceClient.mocked(.status(200))
        let rules: [MockRule] = [
            .mock("it", offset: offset, limit: limit, .status(201)),
            .patch("it", offset: offset, limit: limit) { $0.status = 201 },
            .use("it", offset: offset, limit: limit) { _ in .status(201) },
        ]
        for rule in rules {
            #expect(try await withMocks(rule) { try await statuses(5, of: client) } == expected)
        }
    }

    @Test func `service_name and endpoint: what they leave open matches any`() async throws {
        let users = try ServiceClient.mocked(.status(200), name: "users")
        let shop = try ServiceClient.mocked(.status(200), name: "shop")
        func all(_ rule: MockRule) async throws -> [Int] {
            try await withMocks(rule) {
                try await statuses(1, of: users) + statuses(1, of: users, "other") + statuses(1, of: shop)
                    + statuses(1, of: shop, "other")
            }
        }
        #expect(try await all(.mock(limit: 0, .status(201))) == [201, 201, 201, 201])
        #expect(try await all(.mock("it", limit: 0, .status(201))) == [201, 200, 201, 200])
        #expect(try await all(.mock(service: "shop", limit: 0, .status(201))) == [200, 200, 201, 201])
        #expect(try await all(.mock("other", service: "users", limit: 0, .status(201))) == [200, 201, 200, 200])
        #expect(try await all(.mock("none", limit: 0, .status(201))) == [200, 200, 200, 200])
    }

    @Test func `the newest one wins, and leaves what it does not serve to the older`() async throws {
        let client = try ServiceClient.mocked(.status(200))
        try await withMocks(.mock("it", limit: 2, .status(201)), .mock("it", .status(202))) {
            try await withMocks(.mock("it", offset: 1, limit: 1, .status(203))) {
                // 203 lets one pass; 202 serves it. Then 203 serves. Then 201 serves its two, which it has not counted before.
                let inner = try await statuses(5, of: client)
                #expect(inner == [202, 203, 201, 201, 200])
            }
            let outer = try await statuses(1, of: client)
            #expect(outer == [200])
        }
    }

    @Test func `a scope ends with its closure, however that ends`() async throws {
        struct Broken: Error {}
        let client = try ServiceClient.mocked(.status(200))
        func fail() throws { throw Broken() }
        await #expect(throws: Broken.self) { try await withMocks(.mock(limit: 0, .status(201))) { try fail() } }
        #expect(try await statuses(1, of: client) == [200])
    }

    @Test func `each scope counts for itself, with the same rule too`() async throws {
        let client = try ServiceClient.mocked(.status(200))
        let rule = MockRule.mock("it", .status(201))
        for _ in 0..<2 {
            #expect(try await withMocks(rule) { try await statuses(2, of: client) } == [201, 200])
        }
    }

    /// REFERENCE, defect 11: "the mock manager is one per process: tests that run in parallel see each other's mocks."
    @Test func `1,000 scopes in parallel with the same names never see each other's`() async throws {
        let client = try ServiceClient.mocked(.status(200))
        let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<1000 {
                group.addTask {
                    try await withMocks(
                        .mock("it", offset: 1, limit: 2, .json(["number": .init(number)])),
                        .use("other", limit: 0) { _ in .json([.init(number)]) }
                    ) {
                        var answers: [DynamicValue] = []
                        for endpoint in ["other", "it", "it", "other", "it", "it"] {
                            await Task.yield()
                            let answer = try await client.call(endpoint)
                            answers.append(answer.response.bytes.isEmpty ? .null : answer.data)
                        }
                        let own = DynamicValue(number)
                        return answers == [[own], nil, ["number": own], [own], ["number": own], nil] ? 0 : 1
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test(arguments: [(0, 1), (7, 5), (63, 1), (10, 0), (0, 64)])
    func `offset and limit are exact for 64 callers at once`(offset: Int, limit: Int) async throws {
        let client = try ServiceClient.mocked(.status(200))
        let calls = 64 * 8
        let statuses = try await withMocks(
            .mock("it", offset: 100, limit: 3, .status(203)),
            .mock("it", offset: offset, limit: limit, .status(201))
        ) {
            try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<64 { group.addTask { try await self.statuses(8, of: client) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        let newest = limit == 0 ? calls - offset : limit
        let older = limit == 0 ? 0 : 3
        #expect(statuses.count { $0 == 201 } == newest)
        #expect(statuses.count { $0 == 203 } == older)
        #expect(statuses.count { $0 == 200 } == calls - newest - older)
    }

    @Test func `a detached task has the rules that are handed over, and counts with them`() async throws {
        let client = try ServiceClient.mocked(.status(200))
        try await withMocks(.mock("it", limit: 3, .status(201))) {
            let inherited = try await Task { try await statuses(1, of: client) }.value
            #expect(inherited == [201])
            let without = try await Task.detached { try await statuses(1, of: client) }.value
            #expect(without == [200])
            let mocks = MockScope.current
            let with = try await Task.detached { try await mocks.perform { try await statuses(1, of: client) } }.value
            #expect(with == [201])
            #expect(try await statuses(2, of: client) == [201, 200])
        }
    }

    @Test func `a function is not waited for beyond the deadline`() async throws {
        let clock = ManualClock()
        let client = try ServiceClient.mocked(plugins: [Timeout(.seconds(2))], clock: clock)
        let wasCancelled = Monitored(false)
        let call = Task {
            try await withMocks(
                .use { _ in
                    do { try await Task.sleep(for: .seconds(3600)) } catch { wasCancelled.change { $0 = true } }
                    return .status(200)
                }
            ) { try await client.call("it") }
        }
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(2))
        let error = await #expect(throws: ServiceError.self) { try await call.value }
        #expect(error?.code == .deadlineExceeded)
        #expect(wasCancelled.value)
    }

    @Test func `each attempt of a retry is counted`() async throws {
        struct RetryOnce: CallIntercepting {
            func interceptCall(
                _ request: ServiceRequest,
                session: inout ServiceSession,
                next: CallNext
            ) async throws -> ServiceResponse {
                let response = try await next(request, session: &session)
                return response.status == 503 ? try await next(request, session: &session) : response
            }
        }
        let client = try ServiceClient.mocked(.status(200), plugins: [RetryOnce()])
        #expect(try await withMocks(.mock(.status(503))) { try await statuses(1, of: client) } == [200])
        #expect(try await withMocks(.mock(limit: 2, .status(503))) { try await statuses(1, of: client) } == [503])
    }
}
