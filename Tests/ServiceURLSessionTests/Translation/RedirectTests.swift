import ServiceCore
import Testing

@testable import ServiceURLSession

struct RedirectTests {
    private func request(_ scheme: String = "https", headers: HeaderFields = [:]) -> ServiceRequest {
        let origin = ServiceURL.Origin(scheme: scheme, host: "api.example.com")
        return ServiceRequest(
            method: .post,
            url: ServiceURL(origin: origin, path: "/a/b%2Fc", query: "d"),
            headers: headers
        )
    }

    private func redirect(_ location: String, _ request: ServiceRequest, status: ResponseStatus = 307) throws
        -> Redirect?
    {
        try Redirect(ResponseHead(status: status, headers: ["location": location]), of: request)
    }

    @Test(arguments: [
        ("/x", "https://api.example.com/x"),
        ("x?y=%2F", "https://api.example.com/a/x?y=%2F"),
        ("../x", "https://api.example.com/x"),
        ("?e", "https://api.example.com/a/b%2Fc?e"),
        ("//other.example/x", "https://other.example/x"),
        ("https://other.example:8443/x#fragment", "https://other.example:8443/x"),
        ("https://other.example", "https://other.example/"),
        ("https://other.example:/x", "https://other.example/x"),
        ("https://user:password@other.example/", "https://other.example/"),
        ("HTTPS://OTHER.example:443/%7e", "https://other.example/%7e"),
    ])
    func resolvesTheLocation(location: String, url: String) throws {
        #expect(try redirect(location, request())?.apply(to: request()).url.string == url)
    }

    @Test(arguments: [
        "http://api.example.com/", "ftp://a/", "file:///etc/passwd", "data:,a", "javascript:a", "https://",
        "https://a:65536/", "https://a:99999999999999999999/",
    ])
    func refuses(location: String) {
        #expect {
            try redirect(location, request())
        } throws: { error in
            (error as? TransportError)?.code == .redirectFailed
        }
    }

    @Test(arguments: [("https://other.example/", false), ("https://api.example.com:444/", false), ("/x", true)])
    func dropsCredentials(location: String, keeps: Bool) throws {
        let secret: HeaderFields = [
            "Authorization": "a", "COOKIE": "b", "proxy-authorization": "c", "x-api-key": "e",
            "x-other": "d", "host": "api.example.com",
        ]
        let next = try redirect(location, request(headers: secret))?.apply(to: request(headers: secret))
        let names: [HeaderField.Name] = [.authorization, .cookie, .proxyAuthorization, "x-api-key"]
        #expect(names.allSatisfy { next?.headers.contains($0) == keeps })
        #expect(next?.headers["x-other"] == "d")
        #expect(next?.headers["host"] == nil)
    }

    @Test func dropsWhatDescribesTheBodyWithTheBody() throws {
        let fields: HeaderFields = ["content-type": "a/b", "content-length": "3", "x-other": "d"]
        let next = try #require(
            try redirect("/x", request(headers: fields), status: 303)?.apply(to: request(headers: fields))
        )
        #expect(next.method == .get)
        #expect(next.headers == ["x-other": "d"])
    }

    @Test(arguments: [200, 300, 304, 305, 306, 400] as [ResponseStatus])
    func isAnAnswer(status: ResponseStatus) throws {
        #expect(try redirect("/x", request(), status: status) == nil)
    }
}
