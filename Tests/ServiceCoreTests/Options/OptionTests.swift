import ServiceCore
import Testing

/// Options have three levels and one mechanism.
struct OptionTests {
    private func seen(
        _ painter: Painter,
        endpoint: [ServiceOption] = [],
        call: [ServiceOption] = []
    ) async throws -> [String] {
        let client = try makeClient(
            plugins: [painter],
            endpoints: ["e": EndpointDefinition("/", options: endpoint)]
        )
        try await client.call("e", payload: .none, options: call)
        return painter.seen.value
    }

    @Test func noLevelGivesNoValue() async throws {
        #expect(try await seen(Painter()) == [])
    }

    @Test func theStrongestLevelWinsAndCanBeTold() async throws {
        #expect(try await seen(Painter(colour: "red")) == ["colour=red (client)"])
        #expect(try await seen(Painter(colour: "red"), endpoint: [.colour("blue")]) == ["colour=blue (endpoint)"])
        #expect(
            try await seen(Painter(colour: "red"), endpoint: [.colour("blue")], call: [.colour("green")])
                == ["colour=green (call)"]
        )
        #expect(try await seen(Painter(colour: "red"), call: [.colour("green")]) == ["colour=green (call)"])
    }

    @Test func theMergeRuleOfTheKeyHolds() async throws {
        let all = try await seen(Painter(tags: ["a"]), endpoint: [.tags("b")], call: [.tags("c"), .tags("d")])
        #expect(all == [#"tags=["a", "b", "c", "d"] (call)"#])
    }

    @Test func aCallDoesNotChangeTheNextOne() async throws {
        let painter = Painter(colour: "red", tags: ["a"])
        let client = try makeClient(plugins: [painter])
        try await client.call("get", .colour("blue"), .tags("b"))
        try await client.call("get")
        #expect(
            painter.seen.value == [
                "colour=blue (call)", #"tags=["a", "b"] (call)"#, "colour=red (client)", #"tags=["a"] (client)"#,
            ]
        )
    }

    @Test func valuesAndLevelsAreTyped() async throws {
        let levels = Locked<[OptionLevel?]>([])
        let look = OnSession { session in
            let found = [session.options.level(of: ColourOption.self), session.options.level(of: TagsOption.self)]
            levels.withLock { $0 += found }
            #expect(session.options[ColourOption.self] == "blue")
            #expect(session.options[TagsOption.self] == nil)
        }
        let client = try makeClient(plugins: [Painter(), look])
        try await client.call("get", .colour("blue"))
        #expect(levels.value == [.call, nil])
    }

    @Test func anOptionTellsItsNameAndItsValue() {
        let option = ServiceOption.colour("red")
        #expect(option.name == "colour")
        #expect(option.value(for: ColourOption.self) == "red")
        #expect(option.value(for: TagsOption.self) == nil)
    }

    @Test func levelsAreOrdered() {
        #expect(OptionLevel.allCases == OptionLevel.allCases.sorted())
        #expect(OptionLevel.client < .endpoint)
        #expect(OptionLevel.endpoint < .call)
        #expect(!(OptionLevel.call < .call))
    }

    @Test func parametersOfEndpointAndCallAreMerged() async throws {
        let names = Locked<[Parameters]>([])
        let take = OnPath { _, session in
            let parameters = session.parameters
            names.withLock { $0.append(parameters) }
            session.parameters = Parameters()
        }
        let client = try makeClient(
            plugins: [take],
            endpoints: ["e": .get("/", .parameters(["a": 1, "b": 2]))]
        )
        try await client.call("e")
        try await client.call("e", .parameters(["b": 3]), .parameters(["c": 4]))
        #expect(names.value == [["a": 1, "b": 2], ["a": 1, "b": 3, "c": 4]])
    }

    @Test func aParameterOfTheEndpointThatNobodyTakesFailsToo() async throws {
        let client = try makeClient(endpoints: ["e": .get("/", .parameters(["a": 1]))])
        let error = try await serviceError { try await client.call("e") }
        #expect(error.code == .invalidParameter)
    }
}
