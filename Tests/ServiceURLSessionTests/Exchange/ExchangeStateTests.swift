import ServiceCore
import TestSupport
import Testing

@testable import ServiceURLSession

struct ExchangeStateTests {
    private typealias State = ExchangeState<Int>

    private struct Broken: Error, Equatable {}

    private let head = ReceivedHead(head: ResponseHead(status: 200), bodyLength: nil)

    @Test func headWakesTheReader() {
        var state = State(capacity: 10, overflow: .suspend)
        #expect(state.takeHead().isWait)
        #expect(state.park(1) == nil)
        #expect(state.receive(head) == 1)
        #expect(!state.takeHead().isWait)
    }

    @Test func newsBetweenQuestionAndParkingGiveTheWaiterBack() {
        var state = State(capacity: 10, overflow: .suspend)
        #expect(state.next().isWait)
        _ = state.receive(3, [1, 2, 3])
        #expect(state.park(1) == 1)
        #expect(state.next().chunk == [1, 2, 3])
    }

    @Test func aHeadBetweenQuestionAndParkingGivesTheWaiterBack() {
        var state = State(capacity: 10, overflow: .suspend)
        #expect(state.takeHead().isWait)
        #expect(state.receive(head) == nil)
        // No byte of the body may come for long, as of a stream of events.
        #expect(state.park(1) == 1)
        #expect(!state.takeHead().isWait)
        #expect(state.next().isWait)
        #expect(state.park(2) == nil)
    }

    @Test func suspendsOnceAboveCapacityAndResumesWhenEmpty() {
        var state = State(capacity: 4, overflow: .suspend)
        #expect(state.receive(3, [1, 2, 3]).kind == "kept")
        #expect(state.receive(3, [4, 5, 6]).kind == "regulate")
        #expect(state.receive(1, [7]).kind == "kept")
        #expect(state.next().regulates == false)
        #expect(state.next().regulates == false)
        #expect(state.next().regulates == true)
        #expect(state.receive(9, Array(1...9)).kind == "kept")
    }

    @Test func ordersThatOvertakeEachOtherLeaveTheTaskRunning() {
        var state = State(capacity: 1, overflow: .suspend)
        _ = state.receive(1, [1])
        #expect(state.receive(1, [2]).kind == "regulate")
        #expect(state.next().regulates == false)
        #expect(state.next().regulates == true)
        // Both are performed after all that, in whatever order.
        let orders = [state.regulate(), state.regulate()]
        #expect(orders == [nil, nil])
    }

    @Test func theTaskIsSuspendedAndResumedOnce() {
        var state = State(capacity: 1, overflow: .suspend)
        _ = state.receive(1, [1])
        _ = state.receive(1, [2])
        let suspension = [state.regulate(), state.regulate()]
        #expect(suspension == [.suspend, nil])
        _ = state.next()
        _ = state.next()
        let resumption = [state.regulate(), state.regulate()]
        #expect(resumption == [.resume, nil])
    }

    @Test func spillsAboveCapacityUntilTheFileIsEmpty() {
        var state = State(capacity: 4, overflow: .spool(limit: 10))
        #expect(state.receive(3, [1, 2, 3]).kind == "kept")
        #expect(state.receive(3, [4, 5, 6]).kind == "spill 0")
        #expect(state.spilled(3) == nil)
        #expect(state.next().chunk == [1, 2, 3])
        // The memory is empty, and yet what comes now stands behind what is in the file.
        #expect(state.receive(1, [7]).kind == "spill 3")
        #expect(state.next().range == 0..<3)
        #expect(state.next().isWait)
        _ = state.spilled(1)
        #expect(state.next().range == 3..<4)
        #expect(state.next().isWait)
        #expect(state.receive(1, [8]).kind == "kept")
    }

    @Test func refusesMoreThanTheFileMayHold() {
        var state = State(capacity: 1, overflow: .spool(limit: 3))
        _ = state.receive(1, [1])
        #expect(state.receive(3, [2, 3, 4]).kind == "spill 0")
        _ = state.spilled(3)
        #expect(state.receive(1, [5]).kind == "overflow")
    }

    @Test func readsWhatArrivedBeforeAnError() {
        var state = State(capacity: 10, overflow: .suspend)
        _ = state.receive(1, [1])
        _ = state.complete(missedHead: nil, error: Broken(), truncated: { _, _ in Broken() })
        #expect(state.next().chunk == [1])
        #expect(state.next().error is Broken)
        #expect(state.next().error is Broken)
    }

    @Test func dropsWhatArrivedBeforeAFailure() {
        var state = State(capacity: 10, overflow: .suspend)
        _ = state.receive(1, [1])
        let first = state.fail(CancellationError())
        #expect(first.cancels)
        #expect(state.next().error is CancellationError)
        let second = state.fail(Broken())
        #expect(!second.cancels)
        #expect(state.receive(1, [2]).kind == "ignored")
        #expect(state.complete(missedHead: nil, error: nil, truncated: { _, _ in Broken() }) == nil)
        #expect(state.next().error is CancellationError)
    }

    @Test func dropsWhatIsBeingWrittenWhileItFails() {
        var state = State(capacity: 1, overflow: .spool(limit: 10))
        _ = state.receive(1, [1])
        #expect(state.receive(2, [2, 3]).kind == "spill 0")
        _ = state.fail(Broken())
        #expect(state.spilled(2) == nil)
        #expect(state.next().error is Broken)
    }

    @Test(arguments: [(0, false), (3, false), (4, true)])
    func countsTheBody(expected: Int, isTruncated: Bool) {
        var state = State(capacity: 10, overflow: .suspend)
        _ = state.receive(ReceivedHead(head: ResponseHead(status: 200), bodyLength: expected))
        _ = state.receive(3, [1, 2, 3])
        _ = state.complete(missedHead: nil, error: nil, truncated: { _, _ in Broken() })
        _ = state.next()
        #expect((state.next().error is Broken) == isTruncated)
    }

    @Test func leavingCancelsOnlyWhereMoreWouldCome() {
        var whole = State(capacity: 10, overflow: .suspend)
        _ = whole.receive(ReceivedHead(head: ResponseHead(status: 200), bodyLength: 1))
        _ = whole.receive(1, [1])
        let wholeCancels = whole.leave()
        #expect(!wholeCancels)
        var partial = State(capacity: 10, overflow: .suspend)
        _ = partial.receive(head)
        let cancels = [partial.leave(), partial.leave()]
        #expect(cancels == [true, false])
    }

    @Test func leavingCancelsATaskThatIsSuspendedAtTheEndOfItsBody() {
        var state = State(capacity: 1, overflow: .suspend)
        _ = state.receive(ReceivedHead(head: ResponseHead(status: 200), bodyLength: 2))
        _ = state.receive(1, [1])
        #expect(state.receive(1, [2]).kind == "regulate")
        let cancels = state.leave()
        #expect(cancels)
    }

    @Test func refusesASecondReader() {
        var state = State(capacity: 10, overflow: .suspend)
        #expect(state.park(1) == nil)
        #expect((state.next().error as? TransportError)?.code == .unsupported)
        // It asked before the first one was parked: now it asks again, and the first one still waits.
        #expect(state.park(2) == 2)
        #expect(state.receive(head) == 1)
    }

    /// Against a model: whatever the interleaving, the reader gets every byte once, in order.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func interleavings(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var state = State(capacity: 8, overflow: seed % 2 == 0 ? .spool(limit: .max) : .suspend)
        var (sent, read, file): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        var pending: (Int, [UInt8])?
        for _ in 0..<300 {
            switch Int.random(in: 0..<3, using: &random) {
            case 0 where pending == nil:
                let chunk = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                sent += chunk
                if case .spill(let offset) = state.receive(chunk.count, chunk) { pending = (offset, chunk) }
            case 1:
                if let (offset, chunk) = pending {
                    file.replaceSubrange(offset..<file.count, with: chunk)
                    _ = state.spilled(chunk.count)
                    pending = nil
                }
            default:
                let next = state.next()
                read += next.chunk ?? next.range.map { Array(file[$0]) } ?? []
                // A file that has been read to its end begins anew.
                if pending == nil, next.isWait { file = [] }
            }
        }
        if let (offset, chunk) = pending {
            file.replaceSubrange(offset..<file.count, with: chunk)
            _ = state.spilled(chunk.count)
        }
        _ = state.complete(missedHead: nil, error: nil, truncated: { _, _ in Broken() })
        while true {
            let next = state.next()
            guard let bytes = next.chunk ?? next.range.map({ Array(file[$0]) }) else { break }
            read += bytes
        }
        #expect(read == sent)
    }
}

extension ExchangeState.HeadAnswer {
    fileprivate var isWait: Bool { if case .wait = self { true } else { false } }
}

extension ExchangeState.Next {
    fileprivate var isWait: Bool { if case .wait = self { true } else { false } }
    fileprivate var chunk: [UInt8]? { if case .chunk(let chunk, _) = self { chunk } else { nil } }
    fileprivate var regulates: Bool? { if case .chunk(_, let regulates) = self { regulates } else { nil } }
    fileprivate var range: Range<Int>? { if case .spooled(let range) = self { range } else { nil } }
    fileprivate var error: (any Error)? { if case .failed(let error) = self { error } else { nil } }
}

extension ExchangeState.Reception {
    fileprivate var kind: String {
        switch self {
        case .kept: "kept"
        case .regulate: "regulate"
        case .spill(let offset): "spill \(offset)"
        case .overflow: "overflow"
        case .ignored: "ignored"
        }
    }
}
