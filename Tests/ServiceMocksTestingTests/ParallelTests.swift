import ServiceCore
import ServiceMocks
import ServiceMocksTesting
import Synchronization
import Testing

/// A thousand real test cases, each with stubs of its own for the same endpoint names: none sees another's.
///
/// REFERENCE, defect 11: "the mock manager is one per process: tests that run in parallel see each other's mocks."
@Suite(.timeLimit(.minutes(10)))
struct ParallelTests {
    private static let byClosure = Crowd("by closure")
    private static let byTrait = Crowd("by trait")
    private static let byStubTrait = Crowd("by trait, stubs")

    @Test(arguments: 0..<1000)
    func `stubs and mocks by closure`(number: Int) async throws {
        try await Self.byClosure.join { meet in
            let users = try makeClient()
            try await withStubs(
                .get("/users").answers(.json([.init(number)]), .json([.init(-number)])),
                .post("/users").json(["number": .init(number)]).answers(.status(201)),
                baseURL: "/v1"
            ) { stubs in
                let first = try await users.call("getUsers").data
                await meet()
                let created = try await users.call("createUser", payload: ["number": .init(number)]).status
                #expect(first == [.init(number)])
                #expect(created == 201)
                try await withMocks(.mock("getUsers", offset: 1, .json(["mock": .init(number)]))) {
                    let stubbed = try await users.call("getUsers").data
                    await Task.yield()
                    let mocked = try await users.call("getUsers").data
                    #expect(stubbed == [.init(-number)])
                    #expect(mocked == ["mock": .init(number)])
                }
                #expect(stubs.calls.map(\.number) == [1, 2, 3])
            }
        }
    }

    @Test(
        .mocks(
            .use("getUsers", limit: 0) { _ in .json(["last": true]) },
            .mock("getUsers", offset: 1, limit: 2, .json(["middle": true])),
            .mock("getUsers", .json(["first": true]))
        ),
        arguments: 0..<1000
    )
    func `mocks by trait`(number: Int) async throws {
        try await Self.byTrait.join { meet in
            let users = try makeClient()
            var seen: [String] = []
            for _ in 0..<5 {
                seen += try await users.call("getUsers").data.object?.keys.map { $0 } ?? []
                await meet()
            }
            #expect(seen == ["first", "last", "middle", "middle", "last"])
        }
    }

    @Test(
        .stubs(
            .get("/users").answers(.json([1]), .json([2])),
            .post("/users").times(1).answers { call in .json(["number": try call.json["number"]]) },
            baseURL: "/v1"
        ),
        arguments: 0..<1000
    )
    func `stubs by trait`(number: Int) async throws {
        try await Self.byStubTrait.join { meet in
            let users = try makeClient()
            #expect(try await users.call("getUsers").data == [1])
            await meet()
            let created = try await users.call("createUser", payload: ["number": .init(number)])
            #expect(created.data["number"].int == number)
            await meet()
            #expect(try await users.call("getUsers").data == [2])
        }
    }

    private func makeClient() throws -> ServiceClient {
        try ServiceClient(
            name: "users",
            baseURL: "https://api.test/v1",
            endpoints: ["getUsers": .get("/users"), "createUser": .post("/users")],
            transport: NoNetwork(),
            plugins: [Mock()]
        )
    }
}

/// Test cases that run at once, and how many there have been at the same time.
private final class Crowd: Sendable {
    /// How many meet in the middle of their work, where test cases run in parallel.
    private static let wanted = 64

    private struct State {
        var present = 0
        var peak = 0
        var left = 0
    }

    private let name: String
    private let state = Mutex(State())

    init(_ name: String) {
        self.name = name
    }

    func join(_ body: (_ meet: () async -> Void) async throws -> Void) async throws {
        state.withLock { state in
            state.present += 1
            state.peak = max(state.peak, state.present)
        }
        try await body(meet)
        let (left, peak) = state.withLock { state in
            state.present -= 1
            state.left += 1
            return (state.left, state.peak)
        }
        guard left == 1000 else { return }
        print("1,000 test cases \(name): up to \(peak) at once")
        // One alone: somebody runs the tests one after the other.
        #expect(peak == 1 || peak >= Self.wanted)
    }

    /// Lets others come, so that many are in the middle of their work; does not wait for them where they do not.
    private func meet() async {
        for _ in 0..<100 where state.withLock({ $0.peak < Self.wanted }) { await Task.yield() }
    }
}
