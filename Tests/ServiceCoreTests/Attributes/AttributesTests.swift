import ServiceCore
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
}
