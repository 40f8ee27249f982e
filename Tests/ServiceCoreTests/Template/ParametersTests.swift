import Foundation
import ServiceCore
import Testing

struct ParametersTests {
    @Test func literalTakesVariablesOptionalsAndNil() {
        let page = 2
        let absent: Int? = nil
        let present: String? = "x"
        let parameters: Parameters = [
            "page": page, "tags": ["a", "b"], "q": nil, "absent": absent, "present": present, "size": ["w": 1],
        ]
        #expect(parameters.names == ["page", "tags", "q", "absent", "present", "size"])
        #expect(parameters.map(\.value) == ["2", ["a", "b"], .null, .null, "x", ["w": 1]])
    }

    @Test(
        arguments: [
            (["a": 1, "a": 2], ["1", "2"]),
            (["a": 1, "b": 0, "a": [2, 3]], ["1", "2", "3"]),
            (["a": nil, "a": 1], "1"),
            (["a": 1, "a": nil], "1"),
            (["a": nil, "a": nil], .null),
            (["a": ["x": 1], "a": ["y": 2]], ["x": 1, "y": 2]),
            (["a": ["x": 1], "a": 2], ["x", "1", "2"]),
        ] as [(Parameters, ParameterValue)]
    )
    func aNameTwiceAppends(parameters: Parameters, value: ParameterValue) {
        #expect(parameters["a"] == value)
        #expect(parameters.names.filter { $0 == "a" }.count == 1)
    }

    @Test func subscriptReplacesAppendsAndRemoves() {
        var parameters: Parameters = ["a": 1, "b": 2]
        parameters["a"] = 3
        parameters["c"] = 4
        #expect(parameters == ["a": 3, "b": 2, "c": 4])
        parameters["b"] = nil
        parameters["none"] = nil
        #expect(parameters == ["a": 3, "c": 4])
        parameters["a"] = .null
        #expect(parameters["a"] == .some(.null))
        #expect(parameters["none"] == nil)
        #expect(parameters.count == 2)
    }

    @Test func removeValue() {
        var parameters: Parameters = ["a": 1, "b": nil]
        #expect(parameters.removeValue(for: "a") == "1")
        #expect(parameters.removeValue(for: "a") == nil)
        #expect(parameters.removeValue(for: "b") == .some(.null))
        #expect(parameters.isEmpty)
    }

    @Test(
        arguments: [
            ([:], ["a": 1], ["a": 1]),
            (["a": 1], [:], ["a": 1]),
            (["a": 1, "b": 2], ["c": 3, "a": 4], ["a": 4, "b": 2, "c": 3]),
            (["a": [1, 2]], ["a": 3], ["a": 3]),
            (["a": 1], ["a": nil], ["a": nil]),
            (["a": nil], ["a": 1], ["a": 1]),
        ] as [(Parameters, Parameters, Parameters)]
    )
    func merge(lower: Parameters, higher: Parameters, merged: Parameters) {
        #expect(lower.merging(higher) == merged)
    }

    @Test func pairsInOrder() {
        let parameters = Parameters([("b", 1), ("a", 2), ("b", 3)])
        #expect(parameters == ["b": [1, 3], "a": 2])
        #expect(parameters != ["a": 2, "b": [1, 3]])
        #expect(parameters.first?.name == "b")
    }

    @Test(
        arguments: [
            (#"{"b": 1, "a": [true, "x"], "c": null}"#, ["a": ["true", "x"], "b": 1, "c": nil]),
            (#"[{"b": 1}, {"a": {"k": 2}}]"#, ["b": 1, "a": ["k": 2]]),
            ("{}", [:]),
        ] as [(String, Parameters)]
    )
    func decoding(json: String, parameters: Parameters) throws {
        #expect(try JSONDecoder().decode(Parameters.self, from: Data(json.utf8)) == parameters)
    }

    @Test(
        arguments: [
            ["a": 1, "b": ["x", "y"], "c": nil], ["b": 1, "a": ["z": 1, "y": 2]], [:],
        ] as [Parameters]
    )
    func encodingKeepsOrder(parameters: Parameters) throws {
        let data = try JSONEncoder().encode(parameters)
        #expect(try JSONDecoder().decode(Parameters.self, from: data) == parameters)
    }

    @Test(arguments: [#""a""#, "1", #"["a"]"#, #"{"a": [[1]]}"#])
    func otherShapesAreRefused(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Parameters.self, from: Data(json.utf8)) }
    }
}
