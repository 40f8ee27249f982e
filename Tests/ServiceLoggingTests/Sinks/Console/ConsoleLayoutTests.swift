import ServiceCore
import Testing

@testable import ServiceLogging

struct ConsoleLayoutTests {
    let layout = ConsoleLayout(usesColor: false, timelinesFrom: .seconds(1))

    @Test func `a request`() {
        var record = LogRecord.sample
        record.action = .request
        record.status = nil
        #expect(
            layout.text(of: record)
                == "2026-11-24T15:51:18.123Z INFO     users.list → GET https://api.test/v1/users?page=2&tag=a, 2 bytes: {}\n"
        )
        record.logger = .inner
        record.body = LogBody.none
        #expect(
            layout.text(of: record)
                == "2026-11-24T15:51:18.123Z INFO     users.list → #1 GET https://api.test/v1/users?page=2&tag=a\n"
        )
    }

    @Test func `a response`() {
        #expect(
            layout.text(of: .sample)
                == "2026-11-24T15:51:18.123Z INFO     users.list ← 404 Not Found in 214 ms, 2 bytes: {} trackingToken=7GQ2M0XK4B\n"
        )
    }

    @Test func `a failure has its details below`() {
        var record = LogRecord.failure()
        record.elapsed = .milliseconds(30)
        record.failure?.description = "users.list failed at send: x\n  request: GET /\n  cause: reset\nby peer"
        #expect(
            layout.text(of: record) == """
                2026-11-24T15:51:18.123Z CRITICAL users.list ✗ transportFailed: connection lost in 30 ms
                    request: GET /
                    cause: reset
                    by peer

                """
        )
    }

    @Test func `a cancellation, a loss, and an action of somebody else`() {
        var record = LogRecord(action: .cancellation, level: .debug, service: "users", endpoint: "list", time: .ofTests)
        record.elapsed = .milliseconds(30)
        #expect(layout.text(of: record) == "2026-11-24T15:51:18.123Z DEBUG    users.list ∅ cancelled in 30 ms\n")
        record = LogRecord(action: .loss, level: .warning, service: "users", endpoint: "", time: .ofTests)
        record.message = "2 records were lost"
        #expect(layout.text(of: record) == "2026-11-24T15:51:18.123Z WARNING  users 2 records were lost\n")
        record = LogRecord(
            action: .init(rawValue: "OPENED"),
            level: .notice,
            service: "s",
            endpoint: "e",
            time: .ofTests
        )
        #expect(layout.text(of: record) == "2026-11-24T15:51:18.123Z NOTICE   s.e OPENED\n")
    }

    @Test(arguments: [
        (LogBody.hidden, ", <HIDDEN>"), (.stream, ", <STREAM>"), (LogBody.none, ""),
        (.excerpt("", byteCount: 9), ", 9 bytes"),
    ])
    func `the other bodies`(body: LogBody, expected: String) {
        var record = LogRecord.sample
        record.body = body
        record.session = [:]
        #expect(layout.text(of: record).hasSuffix("in 214 ms\(expected)\n"))
    }

    @Test func `the timeline of a slow call, and of no other`() {
        var record = LogRecord.sample
        record.timeline = CallTimeline(events: [
            .init(stage: .prepareSession, offset: .zero), .init(stage: .willSend, attempt: 1, offset: .seconds(1)),
        ])
        let table = """
                     at     took      stage
                0.00 ms  0.00 ms      prepareSession
                1000 ms  1000 ms  #1  willSend
            """
        #expect(layout.text(of: record).hasSuffix("\n" + table + "\n"))
        #expect(!ConsoleLayout(usesColor: false, timelinesFrom: .seconds(2)).text(of: record).contains("took"))
        #expect(!ConsoleLayout(usesColor: false, timelinesFrom: nil).text(of: record).contains("took"))
        record.logger = .inner
        #expect(!layout.text(of: record).contains("took"), "once for a call")
    }

    /// Log injection: control characters from the network are escaped in text sinks.
    @Test func `nothing that came from the network forges a line or commands the terminal`() {
        let evil = "\r\n2026-11-24T15:51:18.123Z INFO forged \u{1B}[2J\u{9B}31m\u{0}\u{7F}\u{2028}\u{202E}"
        var record = LogRecord.failure()
        record.service = evil
        record.endpoint = evil
        record.message = evil
        record.failure?.message = evil
        record.failure?.code = evil
        record.failure?.description = "a\n  cause: \(evil)"
        record.session = DynamicObject([(evil, .string(evil))])
        var others = [record]
        for action in [LogRecord.Action.request, .response, .init(rawValue: evil)] {
            record.action = action
            record.method = RequestMethod(rawValue: evil)
            record.url = evil
            record.query = evil
            record.body = .excerpt(evil, byteCount: 3)
            record.failure = nil
            others.append(record)
            record.message = ""
            others.append(record)
        }
        for record in others {
            let text = layout.text(of: record)
            let lines = text.split(separator: "\n")
            #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("    ") })
            #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
            #expect(!text.unicodeScalars.contains { $0.value == 0x2028 || $0.value == 0x202E })
        }
    }

    @Test func `colors only where they are wanted`() {
        let colored = ConsoleLayout(usesColor: true, timelinesFrom: nil).text(of: .sample)
        #expect(colored.contains("\u{1B}[36mINFO\u{1B}[0m     users.list ← \u{1B}[33m404 Not Found\u{1B}[0m"))
        #expect(!layout.text(of: .sample).contains("\u{1B}"))
    }

    @Test func `a long attribute is cut`() {
        var record = LogRecord.sample
        record.session = ["a": .string(String(repeating: "é", count: 81))]
        #expect(layout.text(of: record).hasSuffix(" a=" + String(repeating: "é", count: 80) + "…\n"))
    }
}
