import Testing

@testable import ServiceCore

struct NearestNamesTests {
    private let names = ["getUsers", "getUserDetail", "createUser", "updateUser", "deleteUser"]

    @Test(arguments: [
        ("getUser", "getUsers"), ("GETUSERS", "getUsers"), ("craeteUser", "createUser"), ("xyz", nil), ("", nil),
    ])
    func theNearestComesFirst(name: String, expected: String?) {
        #expect(NearestNames.of(name, in: names).first == expected)
    }

    @Test func threeAtMost() {
        #expect(NearestNames.of("user", in: ["user1", "user2", "user3", "user4"]) == ["user1", "user2", "user3"])
    }

    @Test func aSuggestionEndsASentence() {
        #expect(NearestNames.suggestion(for: "getUsres", in: names).hasPrefix("; did you mean \"getUsers\""))
        #expect(NearestNames.suggestion(for: "x", in: ["beta", "alpha"]) == "; there are \"alpha\", \"beta\"")
        #expect(NearestNames.suggestion(for: "x", in: [String]()) == "")
    }

    @Test(.timeLimit(.minutes(10)))
    func theSearchIsBounded() {
        let many = (0..<100_000).map { "someOperationOfTheService\($0)" }
        #expect(NearestNames.of("someOperationOfTheService7x", in: many).first == "someOperationOfTheService7")
        let long = String(repeating: "a", count: 1_000_000)
        #expect(NearestNames.of(long, in: ["a", long]) == [])
        #expect(NearestNames.of("aaa", in: [long, "aab"]) == ["aab"])
        #expect(NearestNames.suggestion(for: "x", in: many) == "")
    }

    @Test(arguments: [
        ("ab", "ba", true), ("abcdef", "badcfe", false), ("abcdefgh", "abcdefghijk", true),
        ("kitten", "sitting", false),
        ("users", "user", true), ("é", "e\u{301}", true), ("a", "b", true), ("ab", "cd", false),
    ])
    func whatCountsAsNear(name: String, other: String, isNear: Bool) {
        #expect(NearestNames.of(name, in: [other]).isEmpty == !isNear)
    }
}
