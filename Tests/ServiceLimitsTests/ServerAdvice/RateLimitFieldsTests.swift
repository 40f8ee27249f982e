import ServiceCore
import Testing

@testable import ServiceLimits

/// draft-ietf-httpapi-ratelimit-headers-10.
struct RateLimitFieldsTests {
    private func quotas(_ headers: HeaderFields, status: ResponseStatus = 200) -> [ServerQuota] {
        ServerAdviceReader(maximumDelay: .seconds(100_000)).advice(in: ResponseHead(status: status, headers: headers))
            .quotas
    }

    @Test func `the examples of the draft`() {
        #expect(
            quotas(["RateLimit": #""default";r=50;t=30"#]) == [
                ServerQuota(policy: "default", remaining: 50, reset: .seconds(30))
            ]
        )
        #expect(
            quotas(["RateLimit": #""default";r=999;pk=:dHJpYWwxMjEzMjM=:"#])
                == [ServerQuota(policy: "default", remaining: 999, partitionKey: Array("trial121323".utf8))]
        )
        #expect(
            quotas(["RateLimit-Policy": #""burst";q=100;w=60,"daily";q=1000;w=86400"#]) == [
                ServerQuota(policy: "burst", quota: 100, window: .seconds(60)),
                ServerQuota(policy: "daily", quota: 1000, window: .seconds(86_400)),
            ]
        )
        #expect(
            quotas(["RateLimit-Policy": #""peruser";q=65535;qu="content-bytes";w=10;pk=:sdfjLJUOUH==:"#]).map(\.unit)
                == ["content-bytes"]
        )
    }

    @Test func `a limit joins its policy`() {
        let headers: HeaderFields = [
            "ratelimit-policy": #""burst";q=100;w=60"#, "ratelimit": #""daily";r=7;t=3600, "burst";r=1;t=5;acme-note"#,
            "RateLimit-Policy": #""daily";q=1000;w=86400;qu="requests""#, "RateLimit": #""other";r=0;t=1"#,
        ]
        #expect(
            quotas(headers) == [
                ServerQuota(policy: "burst", quota: 100, window: .seconds(60), remaining: 1, reset: .seconds(5)),
                ServerQuota(
                    policy: "daily",
                    quota: 1000,
                    window: .seconds(86_400),
                    remaining: 7,
                    reset: .seconds(3600)
                ),
                ServerQuota(policy: "other", remaining: 0, reset: .seconds(1)),
            ]
        )
    }

    @Test func `the partition tells policies of one name apart`() {
        let headers: HeaderFields = [
            "ratelimit-policy": #""p";q=1;pk=:YQ==:, "p";q=2;pk=:Yg==:"#,
            "ratelimit": #""p";r=5;pk=:Yg==:, "p";r=6;pk=:Yw==:"#,
        ]
        #expect(
            quotas(headers) == [
                ServerQuota(policy: "p", quota: 1, partitionKey: [0x61]),
                ServerQuota(policy: "p", quota: 2, remaining: 5, partitionKey: [0x62]),
                ServerQuota(policy: "p", remaining: 6, partitionKey: [0x63]),
            ]
        )
    }

    @Test(arguments: [
        "", "default", "5", #""d""#, #""d";r"#, #""d";r=-1"#, #""d";r=1.5"#, #""d";r="1""#, #""d";r=1;t=-1"#,
        #""d";r=1;t=1.5"#, #""d";r=1;t"#,
        #""d";r=1;pk=abc"#, #"("d";r=1)"#, #"("d");r=1"#, #"?1;r=1"#, #"5;r=1"#, #""d";r=1;t=5,"#, #""d";r=1;T=5"#,
        "limit=100, remaining=50, reset=5", "100", #""d";r=9999999999999999"#, "\u{FF}",
    ])
    func `a limit that is malformed is none`(value: String) {
        #expect(quotas(["ratelimit": value]) == [])
    }

    @Test(arguments: [
        #""d""#, #""d";w=60"#, #""d";q"#, #""d";q=-1"#, #""d";q=1;w=0"#, #""d";q=1;w=-1"#, #""d";q=1;w=1.0"#,
        #""d";q=1;qu=requests"#,
        #""d";q=1;qu"#, #""d";q=1;pk="a""#, #"1;q=1"#, #"("d");q=1"#, "100;w=60",
    ])
    func `a policy that is malformed is none`(value: String) {
        #expect(quotas(["ratelimit-policy": value]) == [])
    }

    @Test func `one that is malformed leaves the others, and a field of wrong syntax the other field`() {
        #expect(quotas(["ratelimit": #""a";r=-1, "b";r=1"#]).map(\.policy) == ["b"])
        #expect(quotas(["ratelimit": #""a";r=1, "b";r=1,,"#, "ratelimit-policy": #""c";q=1"#]).map(\.policy) == ["c"])
    }

    @Test func `a name may be a token, as older drafts have it`() {
        #expect(quotas(["ratelimit": "default;r=50;t=30"]).map(\.remaining) == [50])
    }

    @Test func `numbers and times are bounded`() {
        let headers: HeaderFields = ["ratelimit": #""a";r=999999999999999;t=999999999999999"#]
        let quota = ServerAdviceReader().advice(in: ResponseHead(status: 200, headers: headers)).quotas.first
        #expect(quota?.remaining == Int(clamping: 999_999_999_999_999 as Int64))
        #expect(quota?.reset == .seconds(600))
    }

    @Test func `a field of very many policies is read in part, and a very long one not at all`() throws {
        let many = (0..<550).map { "\"\($0)\";r=1;t=1" }.joined(separator: ",")
        try #require(many.utf8.count < 8192)
        #expect(quotas(["ratelimit": many]).count == 32)
        let padding = String(repeating: " ", count: 8192 - many.utf8.count)
        #expect(quotas(["ratelimit": many + padding]).count == 32)
        #expect(quotas(["ratelimit": many + padding + " "]).isEmpty)
    }

    @Test func `a response from a cache says nothing of the present`() {
        #expect(quotas(["ratelimit": #""d";r=1"#, "age": "1"]) == [])
        #expect(quotas(["ratelimit": #""d";r=1"#, "age": "0"]).count == 1)
    }
}
