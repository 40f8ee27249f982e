import ServiceCore
import ServicePlugins
import TestSupport

/// Makes calls with secrets in them: always the same ones for a seed.
struct SecretPlanter {
    private var generator: SplitMix
    private var planted: [String] = []
    private var signs = SecretSigns()
    /// The secrets of the request that is being made, whole and without what stands around their cores: what a server may send back.
    private var sent: [(whole: String, core: String)] = []

    init(seed: UInt64) {
        generator = SplitMix(seed: seed)
    }

    mutating func call() -> PlantedCall {
        (planted, sent, signs) = ([], [], SecretSigns())
        let endpoint = pick(["get", "invite", "code", "post"])
        var tokens: Parameters = [:]
        switch endpoint {
        case "invite": tokens["token"] = .string(sentSecret())
        case "code": tokens["inviteCode"] = .string(sentSecret())
        default: tokens["itemId"] = 21
        }
        var fields: HeaderFields = ["accept": "*/*", "x-request-id": "17"]
        if flip() { fields.append("Authorization", flip() ? "Bearer \(sentSecret(of: Self.fieldTails))" : basic()) }
        if flip() { fields.append(.init(pick(Self.secretFields)), sentSecret(of: Self.fieldTails)) }
        if flip() { fields.append("Cookie", "theme=dark; sid=\(sentSecret(of: [""]))") }
        if flip() { fields.append("Referer", url()) }
        var query: Parameters = ["page": 2]
        if flip() { query[pick(Self.secretNames)] = .string(sentSecret()) }
        if flip() { query["auth[\(pick(Self.secretNames))]"] = .string(sentSecret()) }
        if flip() { query["next"] = .string(url()) }
        let (payload, type): (Payload, String?) = endpoint == "post" ? body() : (.none, nil)
        if let type { fields.append("Content-Type", type) }
        let ending = pick(PlantedCall.Ending.allCases)
        if ending == .forbidden { fields.append("X-Note", "a\r\nb") }
        var options: [ServiceOption] = [.headers(fields), .query(query)]
        options.append(.pathTokens(endpoint == "post" ? [:] : tokens))
        if endpoint == "post" { options.removeLast() }
        let answer = self.answer(ending)
        return PlantedCall(
            ending: ending,
            endpoint: endpoint,
            options: options,
            payload: payload,
            answer: answer,
            failure: failure(ending),
            cut: Int.random(in: 0...600, using: &generator),
            signs: signs.adding(SecretSigns(windowed: planted))
        )
    }
}

// What is planted.
extension SecretPlanter {
    static let secretNames = [
        "token", "access_token", "refreshToken", "api_key", "apiKey", "password", "client_secret", "sig", "sid", "code",
        "X-Amz-Signature", "id_token", "ssn",
    ]
    static let secretFields = [
        "X-Api-Key", "x-auth-token", "Proxy-Authorization", "Ocp-Apim-Subscription-Key", "X-Session-Id", "ssn",
    ]
    /// What stands before and behind the core of a secret: whatever somebody may have to escape.
    static let tails = [
        "", "ä", "\"", "\\", "/", "+", "%", " x", "&", "=", "'", "{", "}", "😀", ";", ", y", "@", ":", "<", "]", "\n",
    ]
    static let fieldTails = ["", "\"", "\\", "/", "+", "%", "=", "'", "{", ";", "@", ":", "<", "]"]

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    private mutating func flip() -> Bool { Bool.random(using: &generator) }

    /// A secret that nobody but its place gives away.
    private mutating func secret(of tails: [String] = tails) -> String {
        let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        let core = String((0..<16).map { _ in digits[Int.random(in: 0..<36, using: &generator)] })
        planted.append(core)
        return pick(tails).filter { $0 != " " && $0 != "," } + core + pick(tails)
    }

    /// One of the request, which a server may send back.
    private mutating func sentSecret(of tails: [String] = tails) -> String {
        let secret = secret(of: tails)
        sent.append((secret, planted.last ?? ""))
        return secret
    }

    /// A password in Base64 (RFC 7617).
    private mutating func basic() -> String {
        let credentials = SecretSpelling.base64("user:" + sentSecret(of: Self.fieldTails))
        planted.append(String(credentials.dropFirst(8).dropLast(4)))
        return "Basic \(credentials)"
    }

    /// A URL with user information and a secret item.
    private mutating func url() -> String {
        let password = PercentEncoding.encode(secret())
        return
            "https://user:\(password)@files.example.com/a?page=1&\(pick(Self.secretNames))=\(PercentEncoding.encode(secret()))&z=1"
    }
}

// Bodies, answers and errors.
extension SecretPlanter {
    private mutating func body() -> (Payload, String) {
        let (first, second) = (pick(Self.secretNames), pick(Self.secretNames))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
            let nested: DynamicValue = ["a": [["b": .string("c"), first: .string(sentSecret())]]]
            return (
                .value(["name": "x", "items": nested, second: .string(sentSecret())] as DynamicValue),
                "application/json"
            )
        case 1:
            let form =
                "a=1&\(first)=\(PercentEncoding.encode(sentSecret()))&u[\(second)]=\(PercentEncoding.encode(sentSecret()))"
            return (.bytes(Array(form.utf8)), "application/x-www-form-urlencoded")
        case 2:
            let lines = [first, second].map { "{\"n\":1,\"\($0)\":\(json(sentSecret()))}\n" }.joined()
            return (.bytes(Array(lines.utf8)), "application/x-ndjson")
        default:
            let value = sentSecret(of: ["", "ä", "\"", "/", "&", "="])
            let parts = "--b\r\nContent-Disposition: form-data; name=\"\(first)\"\r\n\r\n\(value)\r\n--b--\r\n"
            return (.bytes(Array(parts.utf8)), "multipart/form-data; boundary=b")
        }
    }

    private func json(_ text: String) -> String {
        let bytes = (try? JSONWriter().write(.string(text))) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What was sent, as somebody writes it who repeats it.
    private mutating func echo(_ spellings: [SecretSpelling] = SecretSpelling.allCases) -> String {
        guard !sent.isEmpty else { return "nothing" }
        let (secret, core) = pick(sent)
        let spelling = pick(spellings)
        signs = signs.adding(spelling.signs(of: core))
        let text = spelling.spell(secret)
        return flip() ? text : "the value '\(text)' here"
    }

    /// The same as a string of JSON.
    private mutating func jsonEcho() -> String {
        flip() ? json(echo()) : "\"\(echo([.json, .ascii, .slashes]))\""
    }

    private mutating func answer(_ ending: PlantedCall.Ending) -> TransportResponse? {
        guard ![.transportError, .foreignError].contains(ending) else { return nil }
        var fields: HeaderFields = ["content-type": "application/json"]
        if flip() { fields.append("Set-Cookie", "sid=\(secret(of: [""])); HttpOnly") }
        if flip() { fields.append("Location", url()) }
        if flip() { fields.append("Link", "<\(url())>; rel=\"next\"") }
        // A field that is cut apart tells what nobody would know again.
        if flip(), case let echo = self.echo(), !echo.contains(where: \.isNewline) { fields.append("X-Echo", echo) }
        let name = pick(Self.secretNames)
        var body = "{\"id\":1,\"\(name)\":\(json(secret())),\"next\":\(json(url())),\"echo\":\(jsonEcho())"
        if flip() { body += ",\"list\":[{\"p\\u0061ssword\":\(json(secret()))}]" }
        body += ending == .noJSON ? ", and so on" : "}"
        if ending == .tooLong {
            body =
                "{\"x\":\"" + String(repeating: "x", count: Int.random(in: 0..<400, using: &generator)) + "\","
                + body.dropFirst()
        }
        var head = ResponseHead(status: 200, headers: fields)
        if flip() {
            let query = "\(pick(Self.secretNames))=\(PercentEncoding.encode(secret()))"
            head.redirectedURL = ServiceURL(
                origin: .init(scheme: "https", host: "b.example.com"),
                path: "/r",
                query: query
            )
        }
        return TransportResponse(head: head, body: .bytes(Array(body.utf8)))
    }

    private mutating func failure(_ ending: PlantedCall.Ending) -> any Error {
        let name = pick(Self.secretNames)
        let text = pick([
            "no answer from \(url())", "refused: \(echo())", "{\"\(name)\": \(json(secret()))}",
            "head:\nAuthorization: Bearer \(secret(of: Self.fieldTails))\nAccept: */*", "\(name)=\(secret(of: [""]))",
            "info [AnyHashable(\"\(name)\"): \(json(secret()))]",
        ])
        let cause = TalkativeError(description: text)
        return switch ending {
        case .transportError: TransportError(.connectionLost, "gone: \(text)", cause: cause)
        default: cause
        }
    }
}
