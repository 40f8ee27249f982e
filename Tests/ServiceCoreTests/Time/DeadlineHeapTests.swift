import ServiceCore
import TestSupport
import Testing

struct DeadlineHeapTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `it agrees with a sorted list`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var heap = DeadlineHeap<Int>()
        var model: [(deadline: Duration, key: Int)] = []
        for _ in 0..<600 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                let key = heap.makeKey()
                let deadline = Duration.seconds(Int.random(in: 0..<40, using: &random))
                heap.insert(key, key: key, deadline: deadline)
                model.append((deadline, key))
                model.sort { $0 < $1 }
            case 6..<8:
                guard let entry = model.randomElement(using: &random) else { continue }
                #expect(heap.remove(entry.key) == entry.key)
                #expect(heap.remove(entry.key) == nil)
                model.removeAll { $0.key == entry.key }
            default:
                let now = Duration.seconds(Int.random(in: 0..<40, using: &random))
                let expected = model.first.flatMap { $0.deadline <= now ? $0.key : nil }
                #expect(heap.popFirst(through: now) == expected)
                if expected != nil { model.removeFirst() }
            }
            #expect(heap.count == model.count)
            #expect(heap.firstDeadline == model.first?.deadline)
        }
    }
}
