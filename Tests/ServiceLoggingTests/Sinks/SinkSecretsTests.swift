import ServiceCore
import Testing

@testable import ServiceLogging

/// Secrets planted over many calls with failures mixed in: none is found in any sink.
struct SinkSecretsTests {
    /// Every field that a template can show, those of the sinks that write text by templates.
    static let formatter = try? LogFormatter(
        LogField.names.keys.sorted().map { "{\($0)}" }.joined(separator: " ")
            + " {session.it} {response.it} {option.query} {option.headers} {option.pathTokens} {header.set-cookie}"
    )

    @Test(arguments: 0..<4)
    func `no sink tells a secret`(seed: UInt64) async throws {
        let log = InMemorySink()
        let layout = ConsoleLayout(usesColor: true, timelinesFrom: .zero)
        let formatter = try #require(Self.formatter)
        let calls = try PlantedCalls(
            seed: 1000 + seed,
            plugins: [Timeline(), OuterLogger(log, maximumBodyLength: 300), InnerLogger(log, maximumBodyLength: 300)]
        )
        var (records, actions) = (0, Set<LogRecord.Action>())
        let leaks = try await calls.run(PlantedCalls.count) { call, _ in
            defer { log.removeAll() }
            let windows = call.windows
            records += log.records.count
            actions.formUnion(log.records.map(\.action))
            return log.records.flatMap { record in
                [
                    (name: "the console", text: layout.text(of: record)),
                    (name: "a JSON line", text: record.object.description),
                    (name: "a template", text: formatter.text(of: record)),
                ]
            }
            .filter { $0.text.contains(oneOf: windows) }
        }
        #expect(leaks.isEmpty, "\(leaks.prefix(3).joined(separator: "\n"))")
        #expect(records > PlantedCalls.count * 2)
        #expect(actions == [.request, .response, .failure])
    }

    @Test func `a record that tells a secret is found`() {
        let text = #"{"password":"abcdefgh12345678"}"#
        let call = PlantedCall(
            ending: .success,
            endpoint: "get",
            options: [],
            payload: .none,
            answer: nil,
            failure: TalkativeError(description: ""),
            cut: 0,
            secrets: ["abcdefgh12345678"]
        )
        #expect(text.contains(oneOf: call.windows))
        #expect(#"…defgh123…"#.contains(oneOf: call.windows))
        #expect(!#"{"password":"<redacted>"}"#.contains(oneOf: call.windows))
    }
}

extension PlantedCall {
    /// Eight characters in a row of a secret, from every place of it.
    fileprivate var windows: Set<UInt64> {
        var windows: Set<UInt64> = []
        for secret in secrets {
            let bytes = Array(secret.utf8)
            for start in 0...(bytes.count - 8) {
                windows.insert(bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) })
            }
        }
        return windows
    }
}

extension String {
    /// Whether eight of the bytes, in a row, are one of these: one pass, for there are many texts.
    fileprivate func contains(oneOf windows: Set<UInt64>) -> Bool {
        var (window, length) = (UInt64(0), 0)
        for byte in Array(utf8) {
            // The secrets are made of small letters and digits.
            let isPart = byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39
            length = isPart ? length + 1 : 0
            window = window << 8 | UInt64(byte)
            if length >= 8, windows.contains(window) { return true }
        }
        return false
    }
}
