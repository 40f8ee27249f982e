import ServiceCore
import Testing

/// Where a call runs: beside the actor that makes it, which is free while a body is read and parsed.
struct IsolationTests {
    /// A view, or whatever else must not be held up.
    private actor Caller {
        func call(_ client: ServiceClient) async throws {
            try await client.call("get")
            try await client.call(Endpoint<Void, [String: Int]>("get"))
            try await client.dynamic.get()
        }

        func stream(_ client: ServiceClient) async throws {
            try await client.stream("get") { _ in }
        }
    }

    @Test func theHooksOfACallDoNotRunOnTheActorThatMakesIt() async throws {
        let hook = WhereItRuns()
        try await Caller().call(try makeClient(plugins: [hook]))
        #expect(hook.journal.value == ["beside", "beside", "beside", "beside", "beside", "beside"])
    }

    @Test func theHooksOfAStreamedCallDoNotRunOnTheActorThatMakesIt() async throws {
        let hook = WhereItRuns()
        try await Caller().stream(try makeClient(plugins: [hook]))
        #expect(hook.journal.value == ["beside"])
    }
}

/// Notes whether a hook runs on an actor, at the beginning of a call and at its end.
private struct WhereItRuns: SessionPreparing, ResponseParsing {
    let journal = Journal()

    func prepareSession(_ session: inout ServiceSession) async throws { note(#isolation) }

    func didParse(_ response: inout ServiceResponse, session: inout ServiceSession) async throws { note(#isolation) }

    private func note(_ actor: (any Actor)?) { journal.write(actor == nil ? "beside" : "on the actor") }
}
