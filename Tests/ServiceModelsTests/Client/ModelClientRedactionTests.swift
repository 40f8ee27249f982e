import ServiceCore
import ServiceModels
import ServicePlugins
import Testing

/// No error of a model tells the value of what is named like a secret, whoever says it.
struct ModelClientRedactionTests {
    static let secret = "hunter2-is-secret"

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// Tells its values where they do not fit.
    struct Login: ParameterObject {
        var password: String
        var ssn: String
        var profile: [String: String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            password = try container.decode(String.self, forKey: .password)
            ssn = try container.decode(String.self, forKey: .ssn)
            profile = try container.decodeIfPresent([String: String].self, forKey: .profile) ?? [:]
            if ssn.isEmpty { throw Refusal(description: "no SSN beside \(password), \(profile.values.sorted())") }
            if ssn == "long" { throw Refusal(description: "\(password) is long") }
        }

        func encode(to encoder: any Encoder) throws {
            if ssn == "unsendable-ssn" { throw Refusal(description: "cannot send \(ssn) with \(password)") }
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(password, forKey: .password)
            try container.encode(ssn, forKey: .ssn)
        }

        enum CodingKeys: CodingKey { case password, ssn, profile }
    }

    struct Session: Codable, Sendable {
        enum Level: String, Codable { case low }
        var token: Level
    }

    struct Service: Sendable {
        let login = ServiceMethod<Login, Session>(.post("/login"))
        let update = ServiceMethod<Login, Session>(.put("/logins/{ssn}"))
    }

    private static func client(_ body: String = "{}") throws -> ModelClient<Service> {
        try ModelClient(
            Service(),
            name: "login",
            baseURL: "https://api.test",
            transport: FakeTransport { _, _ in .json(body) },
            plugins: [PathTokens(), Headers()],
            redaction: .standard.hiding("ssn")
        )
    }

    @Test func `what a model says of keywords that it refuses`() async throws {
        let client = try Self.client()
        let error = await #expect(throws: ServiceError.self) {
            try await client.login(password: Self.secret, ssn: "", profile: ["secret": "in-a-member", "name": "Ada"])
        }
        let cause = try #require(error?.cause as? ModelError)
        #expect("\(cause)".contains("no SSN beside <redacted>"))
        for text in ["\(cause)", error?.description ?? "", error?.message ?? ""] {
            #expect(!text.contains(Self.secret))
            #expect(!text.contains("in-a-member"))
            #expect(text.contains("Ada"))
        }
        let alone = #expect(throws: ModelError.self) { try Login.build(password: Self.secret, ssn: "long") }
        #expect(alone?.description.contains("<redacted> is long") == true)
    }

    @Test func `what a model says when it is encoded, by the policy of the client`() async throws {
        let client = try Self.client()
        let keywords = await #expect(throws: ServiceError.self) {
            try await client.update(password: Self.secret, ssn: "unsendable-ssn")
        }
        #expect(keywords?.code == .encodingFailed)
        #expect(keywords?.redaction.isSecret("ssn") == true)
        #expect(keywords?.description.contains(Self.secret) == false)
        #expect(keywords?.description.contains("unsendable-ssn") == false)
        let wrong = await #expect(throws: ServiceError.self) { try await client.login(password: 3, ssn: 4) }
        #expect(wrong?.redaction.isSecret("ssn") == true)
        let dynamic = await #expect(throws: ServiceError.self) { try await client.client.dynamic.login(headers: 3) }
        #expect(dynamic?.redaction.isSecret("ssn") == true)
    }

    @Test func `what a codec says of an answer`() async throws {
        let client = try Self.client(#"{"token":"\#(Self.secret)"}"#)
        let error = await #expect(throws: ServiceError.self) { try await client.login(password: "p", ssn: "s") }
        #expect(error?.code == .parsingFailed)
        #expect(error?.message.contains(#""token" is a text, not Level"#) == true)
        #expect(error.map { "\($0.cause as Any)" }?.contains(Self.secret) == true)
        #expect(error?.description.contains(Self.secret) == false)
    }
}
