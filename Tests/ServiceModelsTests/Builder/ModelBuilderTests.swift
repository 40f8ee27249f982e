import ServiceModels
import Testing

struct ModelBuilderTests {
    @Test func `fields of the empty form`() throws {
        #expect(try Search.make {} == Search())
        let made = try Search.make {
            Field(\.text, "swift")
            Field(\.limit, nil)
        }
        #expect(made == Search(text: "swift", limit: nil))
    }

    @Test func `another model stays as it was`() throws {
        let base = CreateUser(username: "a", age: 1)
        let made = try CreateUser.make(from: base) { Field(\.username, "b") }
        #expect(made == CreateUser(username: "b", age: 1))
        #expect(base.username == "a")
    }

    @Test(arguments: [(true, 2), (false, 0)])
    func `if, switch, for and optionals`(flag: Bool, count: Int) throws {
        let extra: ModelChanges<Search>? = flag ? ModelChanges { Field(\.limit, 7) } : nil
        let made = try Search.make {
            if flag { Field(\.text, "on") } else { Field(\.text, "off") }
            for index in 0..<count { Append(\.tags, "\(index)") }
            if flag { Append(\.tags, "last") }
            switch count {
            case 0: Field(\.near, Address(street: "none", number: 1))
            default: Field(\.near, nil)
            }
            extra
        }
        #expect(made.text == (flag ? "on" : "off"))
        #expect(made.tags == (flag ? ["0", "1", "last"] : []))
        #expect(made.near?.street == (flag ? nil : "none"))
        #expect(made.limit == (flag ? 7 : 20))
    }

    @ModelBuilder<Search>
    private func wide(_ limit: Int) -> ModelChanges<Search> {
        Field(\.limit, limit)
        Rule("the limit is too wide: give at most 100") { ($0.limit ?? 0) <= 100 }
    }

    @Test func `builders are composed, and the later field wins`() throws {
        let made = try Search.make {
            wide(50)
            Field(\.limit, 60)
        }
        #expect(made.limit == 60)
    }

    @Test func `rules are checked behind all fields, those of the model too`() {
        let error = #expect(throws: ModelError.self) {
            try CreateUser.make(from: CreateUser(username: "")) {
                Rule("the name is empty: give one") { !$0.username.isEmpty }
                Rule("is never broken") { _ in true }
                Field(\.address, Address(street: "", number: 1))
                Rule("the age is missing: give one") { $0.age != nil }
            }
        }
        #expect(error?.problems.map(\.message) == ["the name is empty: give one", "the age is missing: give one"])
        let ofModel = #expect(throws: ModelError.self) {
            try Address.make(from: Address(street: "", number: 1)) { Field(\.number, -1) }
        }
        #expect(ofModel?.problems.map(\.name) == ["number"])
    }

    struct Company: ParameterObject, DefaultInitializable, Equatable {
        var seat = Address(street: "", number: 1)
        var staff: [String]?
    }

    @Test func `a nested model has a builder and rules of its own`() throws {
        let made = try Company.make {
            Nested(\.seat) {
                Field(\.street, "Main")
                Field(\.number, 7)
            }
            Append(\.staff, "a")
            Append(\.staff, "b")
        }
        #expect(made == Company(seat: Address(street: "Main", number: 7), staff: ["a", "b"]))
        let error = #expect(throws: ModelError.self) {
            try Company.make { Nested(\.seat) { Rule("no street") { !$0.street.isEmpty } } }
        }
        #expect(error?.problems.map(\.message) == ["no street"])
    }

    @Test func `changes that break a rule leave the model as it was`() {
        var address = Address(street: "Main", number: 1)
        let changes = ModelChanges<Address> { Field(\.number, 0) }
        #expect(throws: ModelError.self) { try changes.apply(to: &address) }
        #expect(address.number == 1)
    }

    @Test func `what a builder throws comes out`() {
        struct Broken: Error {}
        func value() throws -> String { throw Broken() }
        #expect(throws: Broken.self) { try Search.make { Field(\.text, try value()) } }
    }

    struct Account: ParameterObject, DefaultInitializable, Equatable {
        var settings: Settings?
        struct Settings: ParameterObject, DefaultInitializable, Equatable {
            var theme = "light"
            var limits: Limits?
        }
        struct Limits: ParameterObject, DefaultInitializable, Equatable { var size = 1 }
    }

    @Test func `a nested model that may be missing begins as its empty form`() throws {
        let made = try Account.make {
            Nested(\.settings) {
                Field(\.theme, "dark")
                Nested(\.limits) { Field(\.size, 7) }
            }
        }
        #expect(made == Account(settings: .init(theme: "dark", limits: .init(size: 7))))
        let changed = try Account.make(from: made) { Nested(\.settings) { Field(\.limits, nil) } }
        #expect(changed == Account(settings: .init(theme: "dark")))
        let untouched = try Account.make(from: made) {}
        #expect(untouched == made)
        let error = #expect(throws: ModelError.self) {
            try Account.make { Nested(\.settings) { Rule("no limits") { $0.limits != nil } } }
        }
        #expect(error?.problems.map(\.message) == ["no limits"])
    }

    @Test func `a field of a nested model by one path`() throws {
        let made = try Company.make { Field(\.seat.number, 3) }
        #expect(made.seat.number == 3)
    }
}
