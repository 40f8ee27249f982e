@testable import ServiceLimits

/// Drives a machine as the shell would: continuations are numbers, and may be parked late. A reference, so that an expectation
/// can change it.
final class MachineDriver<Machine: LimitMachine> where Machine.Continuation == Int {
    var machine: Machine
    /// How the waits ended, by the number of the waiter.
    private(set) var outcomes: [Int: WaitOutcome] = [:]
    /// Who was resumed, in order.
    private(set) var resumed: [Int] = []
    /// The keys of those whose wait has not been seen to end.
    private(set) var keys: [Int: WaitKey] = [:]
    /// Those of them that have no continuation yet.
    private(set) var unparked: Set<Int> = []

    init(_ machine: Machine) {
        self.machine = machine
    }

    /// Asks for permits as `number`; its continuation arrives with ``park(_:)``.
    func arrive(_ number: Int, _ ask: (inout Machine) -> Admission) -> Admission {
        let admission = ask(&machine)
        if case .waits(let key) = admission {
            keys[number] = key
            unparked.insert(number)
        }
        return admission
    }

    func park(_ number: Int) {
        guard let key = keys[number], unparked.remove(number) != nil else { return }
        if let outcome = machine.park(key, number) { end(number, outcome) }
    }

    func parkAll() {
        for number in unparked.sorted() { park(number) }
    }

    func perform(_ body: (inout Machine) -> Resumptions<Int>) {
        let resumptions = body(&machine)
        for (number, outcome) in resumptions.all {
            resumed.append(number)
            end(number, outcome)
        }
    }

    func cancel(_ number: Int) {
        guard let key = keys[number] else { return }
        perform { $0.cancel(key) }
    }

    private func end(_ number: Int, _ outcome: WaitOutcome) {
        precondition(outcomes[number] == nil, "a wait ended twice")
        outcomes[number] = outcome
        keys[number] = nil
    }
}

extension Resumptions {
    var outcomes: [WaitOutcome] { all.map(\.outcome) }
}

extension WaitOutcome {
    var reason: LimitRefusal.Reason? {
        if case .refused(let refusal) = self { refusal.reason } else { nil }
    }
}

extension Admission {
    var key: WaitKey? {
        if case .waits(let key) = self { key } else { nil }
    }

    var refusal: Refusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}

/// A value that an expectation can change.
final class Subject<Value> {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
