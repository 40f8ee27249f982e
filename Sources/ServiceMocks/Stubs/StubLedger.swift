import ServiceCore

/// What a stub service knows of its past: which stub answers next, and which have not been called as they should.
struct StubLedger: Sendable {
    /// A stub with its path, ready to be matched.
    struct Entry: Sendable {
        let stub: Stub
        let pattern: PathPattern
        var count = 0
    }

    /// A stub that answers, for the so many-th time.
    struct Selection: Sendable {
        let stub: Stub
        let time: Int
        let call: StubCall
    }

    private(set) var entries: [Entry]
    private(set) var state = Stub.initialState
    private(set) var calls: [StubCall] = []
    /// The complaints about calls that no stub answered.
    var unanswered: [String] = []

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// What becomes of a call.
    enum Verdict: Sendable {
        case answers(Selection)
        /// None of the stubs that match may answer, and why.
        case refuses([(stub: Stub, reason: String)])
    }

    /// Records a call, and takes the first of the stubs that match it and may still answer.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - matches: The numbers of the stubs that match, in order, with the values of their templates.
    mutating func take(_ call: StubCall, matches: [(index: Int, parameters: [String: String])]) -> Verdict {
        var call = call
        call.number = calls.count + 1
        var reasons: [(stub: Stub, reason: String)] = []
        for (index, parameters) in matches {
            let stub = entries[index].stub
            if let required = stub.requiredState, required != state {
                reasons.append((stub, "the state is \"\(state)\""))
            } else if entries[index].count >= stub.maximumCount {
                reasons.append((stub, "it has been called \(entries[index].count) times, and may not be called again"))
            } else {
                entries[index].count += 1
                state = stub.nextState ?? state
                call.parameters = parameters
                call.stub = stub
                calls.append(call)
                return .answers(Selection(stub: stub, time: entries[index].count, call: call))
            }
        }
        calls.append(call)
        return .refuses(reasons)
    }

    /// What the description of a stub masks that belongs to no call: what the client of the calls does.
    var redaction: Redaction { calls.last?.redaction ?? .standard }

    /// What has gone wrong so far, a paragraph each.
    var problems: [String] {
        let redaction = redaction
        let unused = entries.filter { $0.count < $0.stub.minimumCount }.map { entry in
            let minimum = entry.stub.minimumCount
            return
                "\(entry.stub.description(redaction)): called \(entry.count) of \(minimum) \(minimum == 1 ? "time" : "times")"
        }
        return unanswered + unused
    }
}
