import ServiceCore
import ServiceMocks
import ServicePlugins
import Testing

struct SeededBitsTests {
    @Test func `the sequence is that of SplitMix64`() {
        // The first numbers of the reference implementation for the seed 1234567.
        let bits = SeededBits(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in bits.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ]
        )
    }

    @Test func `tokens are the same in every run`() async throws {
        func tokens(seed: UInt64) async throws -> [String?] {
            let client = try ServiceClient.mocked(
                .status(200),
                plugins: [TrackingToken(prefix: "t-", random: SeededBits(seed: seed).next)]
            )
            var tokens: [String?] = []
            for _ in 0..<3 { tokens.append(try await client.call("it").trackingToken) }
            return tokens
        }
        let first = try await tokens(seed: 1)
        #expect(try await tokens(seed: 1) == first)
        #expect(try await tokens(seed: 2) != first)
        #expect(Set(first).count == 3)
    }

    @Test func `tasks that share a source get bits of their own`() async {
        let bits = SeededBits(seed: 7)
        let all = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<64 { group.addTask { (0..<100).map { _ in bits.next() } } }
            return await group.reduce(into: Set()) { $0.formUnion($1) }
        }
        let alone = SeededBits(seed: 7)
        #expect(all == Set((0..<6400).map { _ in alone.next() }))
    }
}
