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

    @Test(.timeLimit(.minutes(10)), arguments: 0..<4)
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
            records += log.records.count
            actions.formUnion(log.records.map(\.action))
            return log.records.flatMap { record in
                [
                    (name: "the console", text: layout.text(of: record)),
                    (name: "a JSON line", text: record.object.description),
                    (name: "a template", text: formatter.text(of: record)),
                ]
            }
        }
        #expect(leaks.isEmpty, "\(leaks.prefix(3).joined(separator: "\n"))")
        #expect(records > PlantedCalls.count * 2)
        #expect(actions == [.request, .response, .failure])
    }

    @Test func `a record that tells a secret is found`() {
        let text = #"{"password":"abcdefgh12345678"}"#
        for spelling in SecretSpelling.allCases {
            let search = SecretSearch(spelling.signs(of: "abcdefgh12345678"))
            #expect(search.finds(in: spelling.spell("\"abcdefgh12345678x")), "\(spelling)")
            #expect(!search.finds(in: #"{"password":"<redacted>"}, abcdefg, h1234"#))
        }
        let search = SecretSearch(SecretSigns(windowed: ["abcdefgh12345678"]))
        #expect(search.finds(in: text))
        #expect(search.finds(in: "…defgh123…"))
    }
}
