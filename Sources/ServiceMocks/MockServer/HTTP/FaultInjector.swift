/// Puts the faults of an answer between its bytes: bytes in, steps out.
struct FaultInjector {
    private var acts: [(offset: Int, act: Fault.Act)] = []
    private var actsBeforeHead: [Fault.Act] = []
    /// Whether something that is not HTTP stands in the place of the head.
    private(set) var isMalformed = false
    private var drip: (bytes: Int, interval: Duration)?
    /// How many bytes of the body have gone by.
    private var offset = 0
    /// How many bytes may go out before the next pause of the drip.
    private var allowance = 0

    init(_ faults: [Fault]) {
        for fault in faults {
            switch fault.kind {
            case .act(let act, let place):
                switch place.position {
                case .head: actsBeforeHead.append(act)
                case .body(let offset): acts.append((offset, act))
                }
            case .drip(let bytes, let interval):
                drip = (bytes, interval)
                allowance = bytes
            case .malformed:
                isMalformed = true
            case .announcedLength:
                break
            }
        }
        // The sort of the standard library keeps the order of equal elements, but does not promise to.
        acts = acts.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .map(\.element)
    }

    /// The head, and what happens before and behind it.
    mutating func head(_ bytes: [UInt8]) -> [WireStep] {
        if isMalformed { return beforeHead + [.write(Self.nonsense), .close] }
        var steps = beforeHead
        steps.appendWrite(bytes)
        return steps + afterHead()
    }

    /// What happens before the head.
    var beforeHead: [WireStep] { actsBeforeHead.map(WireStep.init) }

    /// What happens between the head and the body.
    mutating func afterHead() -> [WireStep] {
        var steps: [WireStep] = []
        while let act = takeAct(through: 0) { steps.append(WireStep(act)) }
        return steps
    }

    private static let nonsense = Array("220 this is no HTTP\r\n\r\n".utf8)

    /// A piece of the body with its framing, and what happens in it.
    mutating func body(_ payload: [UInt8], prefix: [UInt8] = [], suffix: [UInt8] = []) -> [WireStep] {
        var steps: [WireStep] = []
        write(prefix, to: &steps)
        var rest = payload[...]
        while let next = acts.first, next.offset <= offset + rest.count {
            write(rest.prefix(next.offset - offset), to: &steps)
            rest = rest.dropFirst(next.offset - offset)
            offset = next.offset
            while let act = takeAct(through: offset) { steps.append(WireStep(act)) }
        }
        write(rest, to: &steps)
        offset += rest.count
        write(suffix, to: &steps)
        return steps
    }

    private mutating func takeAct(through offset: Int) -> Fault.Act? {
        guard let first = acts.first, first.offset <= offset else { return nil }
        acts.removeFirst()
        return first.act
    }

    private mutating func write(_ bytes: some Collection<UInt8>, to steps: inout [WireStep]) {
        guard let drip else { return steps.appendWrite(bytes) }
        var rest = ArraySlice(bytes)
        while !rest.isEmpty {
            if allowance == 0 {
                steps.append(.pause(drip.interval))
                allowance = drip.bytes
            }
            let piece = rest.prefix(allowance)
            steps.appendWrite(piece)
            allowance -= piece.count
            rest = rest.dropFirst(piece.count)
        }
    }
}

extension WireStep {
    init(_ act: Fault.Act) {
        self =
            switch act {
            case .delay(let duration): .pause(duration)
            case .stall: .stall
            case .reset: .reset
            case .close: .close
            }
    }
}
