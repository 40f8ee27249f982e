import ServiceCore

/// What is known about an exchange, and what has arrived and was not read yet.
///
/// A value: events go in, what is to be done comes out, and the caller does it after unlocking. Chunks are held in
/// memory up to a capacity. Beyond it, either the task is suspended until the memory is empty, or chunks go to a file
/// until the reader has emptied it: memory first, then the file, then memory again.
struct ExchangeState<Waiter: Sendable>: Sendable {
    /// What happens when the reader falls behind by more than the capacity.
    enum Overflow: Sendable {
        case suspend
        case spool(limit: Int)
    }

    private enum Outcome {
        case running
        case finished
        case failed(any Error)
    }

    private struct File {
        var written = 0
        var read = 0
        var isWriting = false

        var isInUse: Bool { written > 0 || isWriting }
    }

    private let capacity: Int
    private let overflow: Overflow
    private var head: ReceivedHead?
    private var isHeadTaken = false
    private var chunks: [[UInt8]] = []
    private var nextChunk = 0
    private var buffered = 0
    private var received = 0
    private var file = File()
    /// Whether the task is to be suspended, and whether it is.
    private var holdsUp = false
    private var isSuspended = false
    private var waiter: Waiter?
    private var outcome = Outcome.running

    init(capacity: Int, overflow: Overflow) {
        self.capacity = capacity
        self.overflow = overflow
    }

    var hasHead: Bool { head != nil }

    var isRunning: Bool {
        if case .running = outcome { true } else { false }
    }
}

// Events of the session.
extension ExchangeState {
    /// The head is there.
    mutating func receive(_ head: ReceivedHead) -> Waiter? {
        guard isRunning else { return nil }
        self.head = head
        return waiter.take()
    }

    enum Reception {
        case kept(Waiter?)
        /// Kept too, and the task is to be regulated.
        case regulate(Waiter?)
        /// Write the chunk to the file at this offset, and then tell with ``spilled(_:)``.
        case spill(Int)
        case overflow
        case ignored
    }

    /// A chunk is there.
    mutating func receive(_ count: Int, _ chunk: [UInt8]) -> Reception {
        guard isRunning, count > 0 else { return .ignored }
        received += count
        let isFull = buffered > 0 && buffered + count > capacity
        if case .spool(let limit) = overflow, isFull || file.isInUse {
            guard file.written + count <= limit else { return .overflow }
            file.isWriting = true
            return .spill(file.written)
        }
        chunks.append(chunk)
        buffered += count
        guard isFull, !holdsUp else { return .kept(waiter.take()) }
        holdsUp = true
        return .regulate(waiter.take())
    }

    enum Regulation {
        case suspend
        case resume
    }

    /// What must be done to the task to have it as it is wanted, `nil` where it is so.
    ///
    /// It is asked where the task is called, one call after the other: an order that was overtaken by its opposite on the
    /// way there finds nothing to do, and a task does not stay suspended.
    mutating func regulate() -> Regulation? {
        guard isRunning, isSuspended != holdsUp else { return nil }
        isSuspended = holdsUp
        return isSuspended ? .suspend : .resume
    }

    /// A chunk has been written to the file.
    mutating func spilled(_ count: Int) -> Waiter? {
        file.isWriting = false
        // What was dropped with a failure stays so.
        if case .failed = outcome { return nil }
        file.written += count
        return waiter.take()
    }

    /// The session is done with the exchange.
    mutating func complete(
        missedHead: ReceivedHead?,
        error: (any Error)?,
        truncated: (_ received: Int, _ expected: Int) -> any Error
    ) -> Waiter? {
        guard isRunning else { return nil }
        head = head ?? missedHead
        if let error {
            outcome = .failed(error)
        } else if let expected = head?.bodyLength, received < expected {
            outcome = .failed(truncated(received, expected))
        } else {
            outcome = .finished
        }
        return waiter.take()
    }
}

// Questions and orders of the reader.
extension ExchangeState {
    enum HeadAnswer {
        case head(ResponseHead)
        case failed(any Error)
        case wait
    }

    mutating func takeHead() -> HeadAnswer {
        if let head {
            isHeadTaken = true
            return .head(head.head)
        }
        return switch outcome {
        case .running: .wait
        case .finished: .failed(TransportError(.malformedResponse, "The exchange ended without a response."))
        case .failed(let error): .failed(error)
        }
    }

    enum Next {
        /// A chunk from memory, and whether the task is to be regulated.
        case chunk([UInt8], regulates: Bool)
        /// Read this part of the file.
        case spooled(Range<Int>)
        case end
        case failed(any Error)
        case wait
    }

    mutating func next() -> Next {
        guard waiter == nil else {
            return .failed(
                TransportError(.unsupported, "A response body is read by two tasks; let one of them read it.")
            )
        }
        if nextChunk < chunks.count { return takeChunk() }
        if file.read < file.written {
            let start = file.read
            file.read = min(file.written, start + 65536)
            return .spooled(start..<file.read)
        }
        if !file.isWriting { file = File() }
        return switch outcome {
        case .running: .wait
        case .finished: .end
        case .failed(let error): .failed(error)
        }
    }

    private mutating func takeChunk() -> Next {
        let chunk = chunks[nextChunk]
        chunks[nextChunk] = []
        nextChunk += 1
        buffered -= chunk.count
        guard nextChunk == chunks.count else { return .chunk(chunk, regulates: false) }
        chunks.removeAll(keepingCapacity: true)
        nextChunk = 0
        defer { holdsUp = false }
        return .chunk(chunk, regulates: holdsUp)
    }

    /// Waits for the next event; gives the waiter back when there has been one already, or when somebody else waits.
    mutating func park(_ waiter: Waiter) -> Waiter? {
        guard self.waiter == nil else { return waiter }
        self.waiter = waiter
        let isHeadNews = head != nil && !isHeadTaken
        let isNews = !isRunning || isHeadNews || nextChunk < chunks.count || file.read < file.written
        return isNews ? self.waiter.take() : nil
    }

    /// Ends the exchange, also when only the reading was left; nothing that arrived is given out any more.
    mutating func fail(_ error: any Error) -> (waiter: Waiter?, cancels: Bool) {
        if case .failed = outcome { return (nil, false) }
        let wasRunning = isRunning
        outcome = .failed(error)
        chunks = []
        nextChunk = 0
        buffered = 0
        file.read = file.written
        return (waiter.take(), wasRunning)
    }

    /// Nobody reads any more: whether the task must be cancelled because more would come.
    mutating func leave() -> Bool {
        guard isRunning else { return false }
        // A task that is held up would never end by itself.
        if let expected = head?.bodyLength, received >= expected, !holdsUp { return false }
        return fail(TransportError(.closed, "The response body was read after its scope had ended.")).cancels
    }
}
