import Testing

@testable import ServiceCore

@Suite("DynamicValue")
struct DynamicValueTests {
    let page: DynamicValue = ["users": ["count": 2, "items": [["name": "Ada"], ["name": "Grace"]]], "next": nil]

    @Test("a path through members and elements needs no optionals")
    func path() {
        #expect(page["users"]["count"].int == 2)
        #expect(page["users"]["items"][1]["name"].string == "Grace")
        #expect(page["users"]["items"].count == 2)
        #expect(page.count == 2)
    }

    @Test("what is missing is null")
    func missing() {
        #expect(page["absent"][3]["deeper"].isNull)
        #expect(page["users"]["items"][2].isNull)
        #expect(page["users"]["items"][-1].isNull)
        #expect(page[0].isNull)
        #expect(page["users"]["count"]["x"].isNull)
        #expect(page.object?["next"] == .some(.null))
        #expect(page.object?["absent"] == nil)
    }

    static let integers: [(DynamicValue, Int?)] = [
        (1, 1), (1.0, 1), (1.5, nil), (.double(.nan), nil), (.double(1e300), nil), (.number("12"), 12),
        (.number("18446744073709551615"), nil),
        ("1", nil), (true, nil), (nil, nil),
    ]

    @Test("reads an integer where nothing is lost", arguments: integers)
    func integer(value: DynamicValue, expected: Int?) { #expect(value.int == expected) }

    static let doubles: [(DynamicValue, Double?)] = [
        (1, 1), (1.5, 1.5), (.number("0.10000000000000001"), 0.1), (.number("1e400"), nil), (.number("x"), nil),
        ("1.5", nil), (false, nil),
        (.int(.max), 9.223372036854775807e18),
    ]

    @Test("reads a double", arguments: doubles)
    func double(value: DynamicValue, expected: Double?) { #expect(value.double == expected) }

    @Test("the other accessors read only their own kind")
    func accessors() {
        let values: [DynamicValue] = [nil, true, 1, 1.5, .number("1e400"), "a", .bytes([1]), [1], ["a": 1]]
        #expect(values.map { $0.bool != nil } == [false, true, false, false, false, false, false, false, false])
        #expect(values.map { $0.string != nil } == [false, false, false, false, false, true, false, false, false])
        #expect(values.map { $0.bytes != nil } == [false, false, false, false, false, false, true, false, false])
        #expect(values.map { $0.array != nil } == [false, false, false, false, false, false, false, true, false])
        #expect(values.map { $0.object != nil } == [false, false, false, false, false, false, false, false, true])
        #expect(values.map(\.count) == [0, 0, 0, 0, 0, 0, 1, 1, 1])
    }

    @Test("kinds are told apart")
    func equality() {
        #expect(DynamicValue.int(1) != .double(1))
        #expect(DynamicValue.string("1") != .int(1))
        #expect(DynamicValue(UInt8(7)) == 7)
        #expect(DynamicValue(UInt64.max) == .number("18446744073709551615"))
        #expect("a\(1)" as DynamicValue == .string("a1"))
    }
}
