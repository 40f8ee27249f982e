import ServiceModels
import Testing

struct ValidationTests {
    struct Account: ParameterObject {
        var name = "abc"
        var age: Int? = 30
        var tags = ["a"]
        var start = 1
        var end = 2
        var home: Address? = Address(street: "", number: 1)
        var others: [Address] = []

        func validate(_ validation: inout Validation) {
            validation.check("name", name, length: 1...5, matches: /[a-z]+/, "lower-case letters")
            validation.check("age", age, in: 0..<150)
            validation.check("tags", tags, count: 1...)
            validation.require("end", end >= start, "is before the start: give a later one")
            validation.check("home", home)
            validation.check("others", each: others)
        }
    }

    @Test(arguments: [
        (Account(), []),
        (Account(age: nil, home: nil), []),
        (Account(name: "toolong"), [#""name" has 7 characters: give 1...5"#]),
        (Account(name: "aB"), [#""name" does not match: give lower-case letters"#]),
        (
            Account(name: ""),
            [#""name" has 0 characters: give 1...5"#, #""name" does not match: give lower-case letters"#]
        ),
        (Account(age: 150), [#""age" is out of range: give a value in 0..<150"#]),
        (Account(tags: []), [#""tags" has 0 elements: give 1..."#]),
        (Account(end: 0), [#""end" is before the start: give a later one"#]),
        (
            Account(
                home: Address(street: "", number: 0),
                others: [Address(street: "", number: 1), Address(street: "", number: -1)]
            ),
            [
                #""home.number" is out of range: give a value in 1..."#,
                #""others[1].number" is out of range: give a value in 1..."#,
            ]
        ),
    ])
    func `all findings at once, each with its place`(account: Account, findings: [String]) {
        var validation = Validation()
        account.validate(&validation)
        #expect(validation.problems.map(\.description) == findings)
        if findings.isEmpty {
            #expect(throws: Never.self) { try account.validated() }
        } else {
            let error = #expect(throws: ModelError.self) { try account.validated() }
            #expect(error?.problems.map(\.description) == findings)
            #expect(error?.model == "Account")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `a text that is too long is not matched`() {
        // Matching this takes time that doubles with every character.
        let slow = /(a+)+b/
        let text = String(repeating: "a", count: 5000)
        var validation = Validation()
        validation.check("a", text, length: 1...20, matches: slow)
        validation.check("b", text, length: ...20, matches: slow)
        validation.check("c", text, length: 1..<20, matches: slow)
        validation.check("d", text + text + "a", matches: slow, "letters")
        validation.check("e", "b", length: 2...20, matches: slow)
        validation.check("f", text + text, matches: /a+/)
        #expect(
            validation.problems.map(\.description) == [
                #""a" has 5000 characters: give 1...20"#, #""b" has 5000 characters: give ...20"#,
                #""c" has 5000 characters: give 1..<20"#,
                #""d" is too long to match: give letters, in 10000 bytes at most"#,
                #""e" has 1 characters: give 2...20"#, #""e" does not match: give the pattern of the model"#,
            ]
        )
    }
}
