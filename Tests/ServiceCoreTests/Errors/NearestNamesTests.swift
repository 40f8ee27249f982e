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
}
