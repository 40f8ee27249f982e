import Testing

@testable import ServiceMocks

struct FaultInjectorTests {
    private func text(_ steps: [WireStep]) -> [String] {
        steps.map { step in
            switch step {
            case .write(let bytes): String(decoding: bytes, as: UTF8.self)
            case .pause(let duration): "<\(duration.components.seconds)>"
            case .stall: "<stall>"
            case .reset: "<reset>"
            case .close: "<close>"
            }
        }
    }

    static let answers: [([Fault], [String])] = [
        ([], ["HEAD[hello][ world]."]),
        ([.delay(.seconds(1))], ["<1>", "HEAD[hello][ world]."]),
        ([.stall(.afterHead)], ["HEAD", "<stall>", "[hello][ world]."]),
        ([.reset(.inBody(after: 0))], ["HEAD", "<reset>", "[hello][ world]."]),
        ([.close(.inBody(after: 3))], ["HEAD[hel", "<close>", "lo][ world]."]),
        ([.close(.inBody(after: 5))], ["HEAD[hello", "<close>", "][ world]."]),
        ([.close(.inBody(after: 11))], ["HEAD[hello][ world", "<close>", "]."]),
        ([.close(.inBody(after: 12))], ["HEAD[hello][ world]."]),
        (
            [.delay(.seconds(3), .inBody(after: 7)), .delay(.seconds(1)), .delay(.seconds(2), .inBody(after: 2))],
            ["<1>", "HEAD[he", "<2>", "llo][ w", "<3>", "orld]."]
        ),
        (
            [.delay(.seconds(1), .inBody(after: 2)), .reset(.inBody(after: 2))],
            ["HEAD[he", "<1>", "<reset>", "llo][ world]."]
        ),
        (
            [.drip(bytes: 6, every: .seconds(1))],
            ["HEAD[hello", "<1>", "][ wor", "<1>", "ld]."]
        ),
        (
            [.drip(bytes: 8, every: .seconds(1)), .stall(.inBody(after: 4))],
            ["HEAD[hell", "<stall>", "o][", "<1>", " world]."]
        ),
    ]

    @Test(arguments: answers)
    func `faults stand between the bytes`(faults: [Fault], expected: [String]) {
        var injector = FaultInjector(faults)
        var steps = injector.head(Array("HEAD".utf8))
        for piece in ["hello", " world"] {
            steps.append(joining: injector.body(Array(piece.utf8), prefix: Array("[".utf8), suffix: Array("]".utf8)))
        }
        steps.append(joining: injector.body([], suffix: Array(".".utf8)))
        #expect(text(steps) == expected)
    }
}
