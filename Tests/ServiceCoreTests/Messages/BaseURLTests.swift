import ServiceCore
import Testing

/// REFERENCE: "URL = base path + `/` + endpoint path, joined with exactly one slash between them, base path's own path kept."
struct BaseURLTests {
    private func target(of path: String, at base: String, plugins: [any ServicePlugin] = []) async throws -> String? {
        let transport = ScriptedTransport()
        let client = try ServiceClient(
            name: "s",
            baseURL: base,
            endpoints: ["e": .get(path)],
            transport: transport,
            plugins: plugins
        )
        try await client.call("e")
        return transport.requests.first?.url.string
    }

    static let joined: [(path: String, target: String)] = [
        ("/users", "/users"), ("users", "/users"), ("//users", "/users"), ("///users", "/users"), ("", "/"), ("/", "/"),
        ("//", "/"), ("?a=b", "/?a=b"), ("//users?a=//b", "/users?a=//b"), ("//a//b///c/", "/a//b///c/"),
        ("%2Fusers", "/%2Fusers"),
    ]

    @Test(arguments: ["https://h", "https://h/", "https://h/v1", "https://h/v1/", "https://h/v1//", "https://h//a//v1"])
    func exactlyOneSlashStandsBetweenBaseAndPath(base: String) async throws {
        let withoutSlash = String(base.reversed().drop { $0 == "/" }.reversed())
        for (path, target) in Self.joined {
            #expect(try await self.target(of: path, at: base) == withoutSlash + target)
            let made = OnPath { left, _ in left = path }
            #expect(try await self.target(of: "/other", at: base, plugins: [made]) == withoutSlash + target)
        }
    }
}
