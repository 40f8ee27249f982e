import Testing

@testable import ServiceLimits

/// RFC 9651 §3: the examples of the RFC, and the bounds of each type.
struct StructuredFieldTests {
    @Test(arguments: [
        ("42", BareItem.integer(42)), ("0", .integer(0)), ("-0", .integer(0)), ("-42", .integer(-42)),
        ("00042", .integer(42)),
        ("999999999999999", .integer(999_999_999_999_999)), ("-999999999999999", .integer(-999_999_999_999_999)),
        ("4.5", .decimal(thousandths: 4500)), ("-0.001", .decimal(thousandths: -1)),
        ("1.500", .decimal(thousandths: 1500)),
        ("999999999999.999", .decimal(thousandths: 999_999_999_999_999)), ("00.1", .decimal(thousandths: 100)),
        (#""hello world""#, .string("hello world")), (#""""#, .string("")), (#""a\"b\\c""#, .string(#"a"b\c"#)),
        ("foo123/456", .token("foo123/456")), ("*", .token("*")),
        ("A:b/c!#$%&'*+-.^_`|~", .token("A:b/c!#$%&'*+-.^_`|~")),
        (
            ":cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:",
            .byteSequence(Array("pretend this is binary content.".utf8))
        ),
        ("::", .byteSequence([])), (":aGVsbG8:", .byteSequence(Array("hello".utf8))),
        (":/+Ah:", .byteSequence([255, 224, 33])),
        (":iZ==:", .byteSequence([137])),
        ("?1", .boolean(true)), ("?0", .boolean(false)),
        ("@1659578233", .date(1_659_578_233)), ("@-62135596800", .date(-62_135_596_800)),
        (#"%"This is intended for display to %c3%bcsers.""#, .displayString("This is intended for display to üsers.")),
        (#"%"""#, .displayString("")), (#"%"%22\""#, .displayString(#""\"#)),
        (#"%"%f0%9f%98%80""#, .displayString("😀")),
        ("  7  ", .integer(7)),
    ])
    func `a value`(text: String, value: BareItem) throws {
        #expect(try StructuredField.item(text) == FieldItem(value: value))
    }

    @Test(arguments: [
        "", " ", "-", "--1", "- 1", "+1", "1 2", "1000000000000000", "-1000000000000000", "1.", ".1", "1.2345",
        "1000000000000.1", "1.-1",
        "1.2.3", "1e3", "\t1", "1\t", "\u{661}",
        "\"", "\"a", "\"a\\\"", "\"\\a\"", "\"\\", "\"\t\"", "\"\u{7F}\"", "\"ü\"", "\"\0\"", "'a'",
        "a b", "foo,bar", "a(b", "ü", "&a",
        ":", ":aGVsbG8", ":aGVsbG8=", ":=aGVsbG8=:", ":a=GVsbG8=:", ":aGVsbG8.:", ":_-Ah:", ":aGVsb G8=:", ":a:",
        ":aGVsbG8==:", ":====:",
        ":aaaa====:", ":aaaa=:", ":aa=:",
        "?", "?2", "?10", "?t", "@", "@-", "@1.5", "@ 1", "@a", "@1000000000000000",
        "%", "%a", "%\"", "%\"a", "%\"%\"", "%\"%c\"", "%\"%C3%BC\"", "%\"%c3\"", "%\"%c3%28\"", "%\"%ed%a0%80\"",
        "%\"%gg\"", "%\"ü\"",
        "%\"\t\"", "%'a'",
        "1;", "1;A", "1;1", "1;a=", "1;a=;b", "1 ;a", "1;a =1", "1;a= 1", "1;a=(1)", "1;-a", "(1)", "1,2",
    ])
    func `no value`(text: String) {
        #expect(throws: StructuredFieldError.self) { try StructuredField.item(text) }
    }

    @Test func `parameters in their order, the last value of a key`() throws {
        let item = try StructuredField.item(#"abc;a=1;  b=?0;*c-d_1.2;a="x";e"#)
        #expect(item.value == .token("abc"))
        #expect(item.parameters.keys == ["a", "b", "*c-d_1.2", "e"])
        #expect(item.parameters["a"] == .string("x"))
        #expect(item.parameters["b"] == .boolean(false))
        #expect(item.parameters["*c-d_1.2"] == .boolean(true))
        #expect(item.parameters["f"] == nil)
    }

    @Test func `a list`() throws {
        #expect(try StructuredField.list("") == [])
        #expect(try StructuredField.list("sugar \t,\ttea,rum").map(\.token) == ["sugar", "tea", "rum"])
        let list = try StructuredField.list(#"("foo" "bar");x, ( "baz" ), 1;a, (), ("bat";a=1   "one")"#)
        #expect(list.count == 5)
        #expect(list[0] == .innerList(["foo", "bar"].map(FieldItem.init(string:)), parameters: ["x": .boolean(true)]))
        #expect(list[1] == .innerList([FieldItem(string: "baz")], parameters: [:]))
        #expect(list[2] == .item(FieldItem(value: .integer(1), parameters: ["a": .boolean(true)])))
        #expect(list[3] == .innerList([], parameters: [:]))
        #expect(
            list[4]
                == .innerList(
                    [FieldItem(value: .string("bat"), parameters: ["a": .integer(1)]), FieldItem(string: "one")],
                    parameters: [:]
                )
        )
    }

    @Test(arguments: [
        ",", "a,", "a, ", "a,,b", ",a", "a b", "a;", "(", "(a", "(a,b)", "(a\tb)", "(a", "(a) b", "(a;)", "((a))", ")",
        "(a\"b\")", "\u{A0}a",
    ])
    func `no list`(text: String) {
        #expect(throws: StructuredFieldError.self) { try StructuredField.list(text) }
    }

    @Test func `a dictionary`() throws {
        #expect(try StructuredField.dictionary(" ").keys == [])
        let members = try StructuredField.dictionary(#"en="Applepie", a=?0, b, c;foo=bar, d=(5 6);valid, a=1, *=*"#)
        #expect(members.keys == ["en", "a", "b", "c", "d", "*"])
        #expect(members["en"] == .item(FieldItem(string: "Applepie")))
        #expect(members["a"] == .item(FieldItem(value: .integer(1))))
        #expect(members["b"] == .item(FieldItem(value: .boolean(true))))
        #expect(members["c"] == .item(FieldItem(value: .boolean(true), parameters: ["foo": .token("bar")])))
        #expect(
            members["d"]
                == .innerList([5, 6].map { FieldItem(value: .integer($0)) }, parameters: ["valid": .boolean(true)])
        )
    }

    @Test(arguments: [
        "A=1", "1=1", "a=", "a= 1", "a =1", "a=1,", "a=1 b=2", ",a=1", "a==1", "=1", "a=1,,b=2", "a,b=1,\t", "\"a\"=1",
        "a=(1",
    ])
    func `no dictionary`(text: String) {
        #expect(throws: StructuredFieldError.self) { try StructuredField.dictionary(text) }
    }

    @Test(arguments: [
        ("1, 2,", "nothing follows the comma at byte 5"),
        (#"a;b="x"#, "the closing quotation mark of a string is missing at byte 6"),
        ("1 2", "no comma follows the member at byte 2"), ("", nil),
    ])
    func `an error tells what is wrong and where`(text: String, description: String?) {
        let error: StructuredFieldError?
        do throws(StructuredFieldError) {
            _ = try StructuredField.list(text)
            error = nil
        } catch let thrown {
            error = thrown
        }
        #expect(error?.description == description)
    }
}

extension FieldItem {
    fileprivate init(string: String) {
        self.init(value: .string(string))
    }
}

extension FieldMember {
    fileprivate var token: String? {
        if case .item(let item) = self, case .token(let token) = item.value, item.parameters == [:] {
            token
        } else {
            nil
        }
    }
}

extension OrderedFields: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, Value)...) {
        self.init()
        for (key, value) in elements { self[key] = value }
    }
}
