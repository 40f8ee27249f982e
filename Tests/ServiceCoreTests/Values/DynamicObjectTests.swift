import TestSupport
import Testing

@testable import ServiceCore

@Suite("DynamicObject")
struct DynamicObjectTests {
    /// Below, at and above the number of members from which on there is a hash table.
    static let sizes = [0, 1, 2, 15, 16, 17, 18, 40, 1_000]

    private func object(_ names: some Sequence<Int>) -> DynamicObject {
        DynamicObject(names.map { ("name\($0)", DynamicValue($0)) })
    }

    @Test("finds every member, and no other", arguments: sizes)
    func lookup(size: Int) {
        let members = object(0..<size)
        #expect(members.count == size)
        for index in 0..<size { #expect(members["name\(index)"] == DynamicValue(index)) }
        #expect(members["name\(size)"] == nil)
        #expect(members[""] == nil)
    }

    @Test("keeps the order, and the place of a member that is set again", arguments: sizes)
    func order(size: Int) {
        var members = object((0..<size).reversed())
        for index in 0..<size { members["name\(index)"] = DynamicValue(-index) }
        #expect(members.keys == (0..<size).reversed().map { "name\($0)" })
        #expect(members.values == (0..<size).reversed().map { DynamicValue(-$0) })
        #expect(members.map(\.key) == members.keys)
    }

    @Test("removes a member and still finds the others", arguments: sizes.dropFirst())
    func removal(size: Int) {
        for removed in Set([0, size / 2, size - 1]) {
            var members = object(0..<size)
            #expect(members.removeValue(forKey: "name\(removed)") == DynamicValue(removed))
            members["absent"] = nil
            #expect(members.count == size - 1)
            for index in 0..<size {
                let expected: DynamicValue? = index == removed ? .none : .some(DynamicValue(index))
                #expect(members["name\(index)"] == expected)
            }
            members["name\(removed)"] = true
            #expect(members.keys.last == "name\(removed)")
            #expect(members["name\(removed)"] == true)
        }
    }

    @Test("is equal whatever the order", arguments: sizes.dropFirst())
    func equality(size: Int) {
        var random = SplitMix(seed: UInt64(size))
        let members = object(0..<size)
        var shuffled = object((0..<size).shuffled(using: &random))
        #expect(members == shuffled)
        #expect(members.hashValue == shuffled.hashValue)
        shuffled["name0"] = "other"
        #expect(members != shuffled)
        shuffled["name0"] = nil
        #expect(members != shuffled)
        shuffled["another"] = 0
        #expect(members != shuffled)
    }

    @Test("a literal with a name twice has its last value")
    func literal() {
        let members: DynamicObject = ["a": 1, "b": 2, "a": 3]
        #expect(members.description == #"{"a":3,"b":2}"#)
    }

    @Test func namesThatAreEqualButForTheirNormalizationDoNotCollide() {
        // 1,024 names of ten letters, each of them composed or decomposed: one hash, if it were that of the text.
        let names = (0..<1024).map { number in
            (0..<10).map { number >> $0 & 1 == 0 ? "\u{E9}" : "e\u{301}" }.joined()
        }
        var object = DynamicObject()
        for (value, name) in names.enumerated() { object[name] = .int(Int64(value)) }
        #expect(object.count == 1024)
        #expect(names.indices.allSatisfy { object[names[$0]] == .int(Int64($0)) })
    }
}
