import Foundation
import ServiceCore
import Testing

struct HeaderFieldsTests {
    @Test func namesAreComparedWithoutRegardToCase() {
        var headers: HeaderFields = ["Content-Type": "a"]
        #expect(headers["content-type"] == "a")
        headers["CONTENT-TYPE"] = "b"
        #expect(headers.count == 1)
        #expect(HeaderField.Name("A") == "a")
        #expect(HeaderField.Name("A").hashValue == HeaderField.Name("a").hashValue)
        #expect(HeaderField.Name("ä") != "Ä")
        #expect(HeaderField.Name("a[") != "a{")
    }

    @Test func everyOccurrenceIsKeptInOrder() {
        var headers: HeaderFields = ["a": "1", "b": "2", "a": "3"]
        headers.append("A", "4")
        #expect(headers.map(\.value) == ["1", "2", "3", "4"])
        #expect(headers.values("a") == ["1", "3", "4"])
        #expect(headers["a"] == "1, 3, 4")
    }

    @Test func settingReplacesTheFirstAndRemovesTheOthers() {
        var headers: HeaderFields = ["a": "1", "b": "2", "a": "3", "a": "4", "c": "5"]
        headers["A"] = "x"
        #expect(headers.map { "\($0.name)=\($0.value)" } == ["A=x", "b=2", "c=5"])
        headers["a"] = nil
        #expect(!headers.contains("a"))
        headers["d"] = "6"
        #expect(headers.map(\.value) == ["2", "5", "6"])
    }

    @Test func cookiesAreJoinedBySemicolons() {
        let headers: HeaderFields = ["cookie": "a=1", "Cookie": "b=2"]
        #expect(headers["cookie"] == "a=1; b=2")
    }

    @Test func codingKeepsTheValues() throws {
        let decoded = try JSONDecoder().decode(HeaderFields.self, from: Data(#"{"a":["1","2"],"b":"3"}"#.utf8))
        #expect(decoded.values("a") == ["1", "2"])
        #expect(decoded["b"] == "3")
        let headers: HeaderFields = ["a": "1", "b": "3", "A": "2"]
        let encoded = try DynamicValue(encoding: headers)
        #expect(encoded == ["a": ["1", "2"], "b": "3"])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(HeaderFields.self, from: Data(#"{"a":1}"#.utf8))
        }
    }

    @Test func decodingHasAnOrderOfItsOwn() throws {
        let names = "abcdefghijklmnopqrst".map { "x-\($0)" }
        let object = "{" + names.reversed().map { "\"\($0)\": \"1\"" }.joined(separator: ",") + "}"
        let decoded = try JSONDecoder().decode(HeaderFields.self, from: Data(object.utf8))
        #expect(decoded.map(\.name.rawValue) == names)
    }

    @Test(arguments: [
        ("accept", true), ("x_1!#$%&'*+-.^`|~", true), ("", false), ("a b", false), ("a:", false), ("é", false),
    ])
    func aNameIsAToken(name: String, isValid: Bool) {
        #expect(HeaderField.Name(name).isValid == isValid)
    }
}
