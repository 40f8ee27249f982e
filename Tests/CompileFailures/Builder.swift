// What the builder door refuses at compile time. Scripts/compile-failures.sh checks that the line below each mark fails with
// its message, and that no other line does.
import ServiceModels

struct Account: ParameterObject, DefaultInitializable {
    var name = ""
    var age: Int?
    var tags: [String] = []
    let id = 7
}

struct Address: ParameterObject {
    var street: String
}

func right() throws {
    _ = try Account.make {
        Field(\.name, "foobar")
        Field(\.age, nil)
        Append(\.tags, "a")
    }
    _ = try Address.make(from: Address(street: "Main")) { Field(\.street, "Side") }
}

func wrong() throws {
    // error: cannot convert value of type 'Int' to expected argument type 'String'
    _ = try Account.make { Field(\.name, 3) }
    // error: has no member 'nmae'
    _ = try Account.make { Field(\.nmae, "foobar") }
    // error: 'nil' is not compatible with expected argument type 'String'
    _ = try Account.make { Field(\.name, nil) }
    // error: cannot convert value of type 'Int' to expected argument type 'String'
    _ = try Account.make { Append(\.tags, 3) }
    // error: to expected argument type 'WritableKeyPath<Account, Int>'
    _ = try Account.make { Field(\.id, 3) }
    // error: requires that 'String' conform to 'ModelStep'
    _ = try Account.make { "foobar" }
    // error: requires the types 'Account' and 'Address' be equivalent
    _ = try Account.make { Field(\Address.street, "Main") }
    // error: conform to 'DefaultInitializable'
    _ = try Address.make { Field(\.street, "Main") }
}
