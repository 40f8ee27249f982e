import ServiceCore
import Testing

@testable import ServiceMocks

struct JSONDifferenceTests {
    static let pairs: [(DynamicValue, DynamicValue, Bool, [String])] = [
        (["a": 1, "b": 2], ["b": 2, "a": 1], false, []),
        (["a": 1, "b": 2], ["b": 2], true, []),
        (["a": 1, "b": 2], ["b": 2], false, ["body.a is 1, and should not be there"]),
        (["a": 1], ["a": 2], true, ["body.a is 1, not 2"]),
        (["a": 1], ["b": 2], true, ["body.b is missing, not 2"]),
        ([:], ["a": nil], true, ["body.a is missing, not null"]),
        (["a": nil], ["a": nil], true, []),
        (["a": 1.0], ["a": 1], true, []), (["a": 1], ["a": 1.5], true, ["body.a is 1, not 1.5"]),
        (["a": "1"], ["a": 1], true, [#"body.a is "1", not 1"#]),
        ([1, 2], [1], true, ["body[1] is 2, and should not be there"]),
        ([1], [1, 2], true, ["body[1] is missing, not 2"]),
        ([["x": 1, "y": 2]], [["x": 1]], true, []),
        (
            ["u": ["name": "Bob", "tags": ["a", "c"]]], ["u": ["name": "Ada", "tags": ["a", "b"]]], true,
            [#"body.u.name is "Bob", not "Ada""#, #"body.u.tags[1] is "c", not "b""#]
        ),
        (["password": "one"], ["password": "two"], true, ["body.password is <redacted>, not <redacted>"]),
        (["token": ["a": 1]], ["token": ["a": 2]], true, ["body.token.a is <redacted>, not <redacted>"]),
        ([:], [], true, ["body is {}, not []"]),
    ]

    @Test(arguments: pairs)
    func `what differs`(found: DynamicValue, expected: DynamicValue, isSubset: Bool, lines: [String]) {
        #expect(JSONDifference.all(in: found, expected: expected, isSubset: isSubset) == lines)
    }
}
