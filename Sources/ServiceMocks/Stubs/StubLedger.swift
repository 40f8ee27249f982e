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
    private(set) var unanswered: [String] = []

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// Records a call, and takes the first of the stubs that match it and may still answer.
    ///
    /// - Parameters:
    ///   - matches: The numbers of the stubs that match, in order, with the values of their templates.
    ///   - complaint: Says that nothing matches, told why the ones that do may not answer.
    mutating func take(
        _ call: StubCall,
        matches: [(index: Int, parameters: [String: String])],
        complaint: ([String]) -> String
    ) -> Result<Selection, MockError> {
        var call = call
        call.number = calls.count + 1
        var reasons: [String] = []
        for (index, parameters) in matches {
            let stub = entries[index].stub
            if let required = stub.requiredState, required != state {
                reasons.append("\(stub): the state is \"\(state)\"")
            } else if entries[index].count >= stub.maximumCount {
                reasons.append("\(stub): it has been called \(entries[index].count) times, and may not be called again")
            } else {
                entries[index].count += 1
                state = stub.nextState ?? state
                call.parameters = parameters
                call.stub = stub
                calls.append(call)
                return .success(Selection(stub: stub, time: entries[index].count, call: call))
            }
        }
        calls.append(call)
        unanswered.append(complaint(reasons))
        return .failure(MockError(.noStub, unanswered[unanswered.count - 1]))
    }

    /// What has gone wrong so far, a paragraph each.
    var problems: [String] {
        let unused = entries.filter { $0.count < $0.stub.minimumCount }.map { entry in
            let minimum = entry.stub.minimumCount
            return "\(entry.stub): called \(entry.count) of \(minimum) \(minimum == 1 ? "time" : "times")"
        }
        return unanswered + unused
    }
}
