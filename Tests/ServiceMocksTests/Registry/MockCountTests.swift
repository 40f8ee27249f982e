import ServiceCore
import Testing

@testable import ServiceMocks

/// Counting by itself, so fast that callers meet in it.
@Suite(.timeLimit(.minutes(10)))
struct MockCountTests {
    @Test(arguments: [(0, 60_000), (30_000, 40_000), (1, 1), (127_999, 1), (64_000, 0)])
    func `offset and limit are exact where 64 callers do nothing else`(offset: Int, limit: Int) async throws {
        let rules: [MockRule] = [
            .mock("it", limit: 0, .status(200)), .mock("it", offset: offset, limit: limit, .status(201)),
        ]
        try await withMocks(rules) {
            let scope = MockScope.current
            let served = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        (0..<2_000).count { _ in
                            guard case .describe(let found)? = scope.take(service: "s", endpoint: "it") else {
                                return false
                            }
                            return found.status == 201
                        }
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(served == (limit == 0 ? 128_000 - offset : limit))
        }
    }
}
