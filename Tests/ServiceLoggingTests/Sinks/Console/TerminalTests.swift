import Testing

@testable import ServiceLogging

/// console (stderr, colours only on a terminal)
struct TerminalTests {
    @Test(
        arguments: [
            (true, nil, nil, true), (true, "", "xterm", true), (true, "1", "xterm", false), (true, "0", nil, false),
            (true, nil, "dumb", false), (false, nil, "xterm", false), (false, "", nil, false),
        ] as [(Bool, String?, String?, Bool)]
    )
    func `a terminal that is not dumb, without NO_COLOR`(isTerminal: Bool, noColor: String?, term: String?, shows: Bool)
    {
        #expect(Terminal.showsColors(isTerminal: isTerminal, noColor: noColor, term: term) == shows)
    }

    @Test func `always and never`() {
        #expect(Terminal.shows(.always, on: -1))
        #expect(!Terminal.shows(.never, on: 2))
        #expect(!Terminal.shows(.automatic, on: -1))
    }
}
