import ServicePlugins
import Testing

struct RandomBitsTests {
    @Test func `the sequence is that of SplitMix64`() {
        let random = RandomBits(seed: 1_234_567)
        let known: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(known.indices.map { _ in random.next() } == known)
    }

    @Test func `several tasks at once never get the same bits`() async {
        let random = RandomBits(seed: 1)
        let all = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<10_000).map { _ in random.next() } }
            }
            return await group.reduce(into: Set<UInt64>()) { $0.formUnion($1) }
        }
        #expect(all.count == 80_000)
    }
}
