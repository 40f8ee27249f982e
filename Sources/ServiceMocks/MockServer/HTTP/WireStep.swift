/// One thing that a connection does to send an answer.
enum WireStep: Equatable, Sendable {
    case write([UInt8])
    case pause(Duration)
    case stall
    case reset
    case close
}

extension [WireStep] {
    /// Adds bytes; what can go out together becomes one write.
    mutating func appendWrite(_ bytes: some Sequence<UInt8>) {
        if case .write(let before)? = last {
            self[count - 1] = .write(before + bytes)
        } else {
            let bytes = Array<UInt8>(bytes)
            if !bytes.isEmpty { append(.write(bytes)) }
        }
    }

    /// Adds steps; a write at their beginning joins one at the end of these.
    mutating func append(joining steps: [WireStep]) {
        for step in steps {
            if case .write(let bytes) = step { appendWrite(bytes) } else { append(step) }
        }
    }
}
