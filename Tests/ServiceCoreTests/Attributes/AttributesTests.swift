import ServiceCore
import TestSupport
import Testing

struct AttributesTests {
    private enum Count: AttributeKey { typealias Value = Int }
    private enum Label: AttributeKey {
        typealias Value = String
        static let name = "label"
    }
    private enum OtherCount: AttributeKey {
        typealias Value = Int
        static let name = "Count"
    }

    @Test func aValueIsFoundUnderItsKey() {
        var attributes = Attributes()
        #expect(attributes.isEmpty)
        #expect(attributes[Count.self] == nil)
        attributes[Count.self] = 1
        attributes[Label.self] = "x"
        attributes[Count.self] = 2
        #expect(attributes[Count.self] == 2)
        #expect(attributes[Label.self] == "x")
        #expect(attributes.named.map(\.name) == ["Count", "label"])
        #expect(attributes.named.map { "\($0.value)" } == ["2", "x"])
    }

    @Test func `a hidden value is there for who knows its key, and in no list`() {
        enum Secretive: AttributeKey {
            typealias Value = Int
            static let isHidden = true
        }
        var attributes = Attributes()
        attributes[Count.self] = 1
        attributes[Secretive.self] = 2
        #expect(attributes[Secretive.self] == 2)
        #expect(!attributes.isEmpty)
        #expect(attributes.named.map(\.name) == ["Count"])
    }

    @Test func nilTakesAValueAway() {
        var attributes = Attributes()
        attributes[Count.self] = nil
        attributes[Count.self] = 1
        attributes[Count.self] = nil
        #expect(attributes.isEmpty)
        #expect(attributes[Count.self] == nil)
    }

    @Test func keysOfOneNameAreTwoKeys() {
        var attributes = Attributes()
        attributes[Count.self] = 1
        attributes[OtherCount.self] = 2
        #expect(attributes[Count.self] == 1)
        #expect(attributes[OtherCount.self] == 2)
    }

    @Test func aCopyIsIndependent() {
        var first = Attributes()
        first[Count.self] = 1
        var second = first
        second[Count.self] = 2
        second[Label.self] = "x"
        #expect(first[Count.self] == 1)
        #expect(first[Label.self] == nil)
        #expect(second[Count.self] == 2)
    }

    /// Against an array of names and values, over sets that are copied at random: what one changes no other sees.
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `any order of setting, removing and copying`(seed: UInt64) {
        enum A: AttributeKey { typealias Value = Int }
        enum B: AttributeKey { typealias Value = Int }
        enum C: AttributeKey { typealias Value = Int }
        enum D: AttributeKey { typealias Value = Int }
        let names = ["A", "B", "C", "D"]
        func value(_ index: Int, of attributes: Attributes) -> Int? {
            switch index {
            case 0: attributes[A.self]
            case 1: attributes[B.self]
            case 2: attributes[C.self]
            default: attributes[D.self]
            }
        }
        var random = SplitMix(seed: seed)
        var sets = [Attributes(), Attributes(), Attributes()]
        var models: [[(name: String, value: Int)]] = [[], [], []]
        for step in 0..<300 {
            let set = Int.random(in: 0..<3, using: &random)
            let key = Int.random(in: 0..<4, using: &random)
            if Int.random(in: 0..<8, using: &random) == 0 {
                sets[set] = sets[(set + 1) % 3]
                models[set] = models[(set + 1) % 3]
            }
            let new = Int.random(in: 0..<3, using: &random) == 0 ? nil : step
            switch key {
            case 0: sets[set][A.self] = new
            case 1: sets[set][B.self] = new
            case 2: sets[set][C.self] = new
            default: sets[set][D.self] = new
            }
            let index = models[set].firstIndex { $0.name == names[key] }
            switch (index, new) {
            case (let index?, let new?): models[set][index].value = new
            case (let index?, nil): models[set].remove(at: index)
            case (nil, let new?): models[set].append((names[key], new))
            case (nil, nil): break
            }
            for (attributes, model) in zip(sets, models) {
                #expect(attributes.named.map { "\($0.name) \($0.value)" } == model.map { "\($0.name) \($0.value)" })
                for index in names.indices {
                    #expect(value(index, of: attributes) == model.first { $0.name == names[index] }?.value)
                }
            }
        }
    }
}
