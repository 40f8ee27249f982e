import Testing

@testable import ServiceURLSession

struct SetCookieTests {
    @Test(arguments: [
        ("a=1", ["a=1"]),
        ("a=1, b=2", ["a=1", "b=2"]),
        ("a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT, b=2", ["a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT", "b=2"]),
        ("a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT; Path=/", ["a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT; Path=/"]),
        ("a=1, 2, b=3,c=4", ["a=1, 2", "b=3", "c=4"]),
        ("a=, b=", ["a=", "b="]),
        ("", [""]),
        ("a=1,", ["a=1,"]),
    ])
    func splits(joined: String, values: [String]) {
        #expect(SetCookie.split(joined) == values)
    }
}
