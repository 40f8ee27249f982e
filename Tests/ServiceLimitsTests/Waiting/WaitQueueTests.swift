import TestSupport
import Testing

@testable import ServiceLimits

/// The queue against a plain array.
struct WaitQueueTests {
    private typealias Queue = WaitQueue<TestOwner, Int>

    private struct Model {
        var number: Int
        var weight: Int
        var expiry: Int?
        var isParked = false
    }

    @Test(arguments: 0..<200)
    func `any order of arrivals and departures`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let queue = Subject(Queue())
        var model: [Model] = []
        var keys: [Int: WaitKey] = [:]
        var gone: [WaitKey] = []
        for number in 0..<150 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let weight = Int.random(in: 1...3, using: &random)
                let expiry = Bool.random(using: &random) ? Int.random(in: 0..<20, using: &random) : nil
                keys[number] = queue.value.append(
                    weight: weight,
                    expiry: expiry.map { Expiry(at: .seconds($0), reason: .deadline) },
                    owner: TestOwner()
                )
                model.append(Model(number: number, weight: weight, expiry: expiry))
            case 5:
                guard let index = model.indices.filter({ !model[$0].isParked }).randomElement(using: &random),
                    let key = keys[model[index].number]
                else { break }
                #expect(queue.value.park(key, model[index].number) == nil)
                model[index].isParked = true
            case 6..<8:
                guard let index = model.indices.randomElement(using: &random), let key = keys[model[index].number]
                else { break }
                let left = model.remove(at: index)
                settle(left, in: queue) { $0.settle(key, .cancelled, &$1) }
                if !left.isParked { #expect(queue.value.park(key, left.number) == .cancelled) }
                gone.append(key)
            case 8:
                guard let slot = queue.value.firstSlot else { break }
                let left = model.removeFirst()
                settle(left, in: queue) {
                    $0.settle(slot, .cancelled, &$1)
                    return true
                }
                if !left.isParked, let key = keys[left.number] { #expect(queue.value.park(key, 0) == .cancelled) }
            default:
                // Whoever has gone cannot be cancelled once more, whoever has its place now.
                guard let key = gone.randomElement(using: &random) else { break }
                var resumptions = Resumptions<Int>()
                let isSettled = queue.value.settle(key, .cancelled, &resumptions)
                #expect(!isSettled)
            }
            expectEqual(queue.value, model)
        }
    }

    private func settle(
        _ left: Model,
        in queue: Subject<Queue>,
        _ body: (inout Queue, inout Resumptions<Int>) -> Bool
    ) {
        var resumptions = Resumptions<Int>()
        let isSettled = body(&queue.value, &resumptions)
        #expect(isSettled)
        #expect(resumptions.all.map(\.continuation) == (left.isParked ? [left.number] : []))
    }

    private func expectEqual(_ queue: Queue, _ model: [Model]) {
        #expect(queue.count == model.count)
        #expect(queue.totalWeight == model.reduce(0) { $0 + $1.weight })
        #expect(queue.firstExpiry == model.compactMap(\.expiry).min().map { .seconds($0) })
        var weights: [Int] = []
        var next = queue.firstSlot
        while let slot = next {
            weights.append(queue[slot].weight)
            next = queue.slot(after: slot)
        }
        #expect(weights == model.map(\.weight))
    }

    @Test func `the memory of a rush is given back`() {
        let queue = Subject(Queue())
        var resumptions = Resumptions<Int>()
        let keys = (0..<1000).map { number in
            let key = queue.value.append(
                weight: 1,
                expiry: Expiry(at: .seconds(number), reason: .deadline),
                owner: TestOwner()
            )
            _ = queue.value.park(key, number)
            return key
        }
        #expect(queue.value.slots.count == 1000)
        for key in keys { _ = queue.value.settle(key, .cancelled, &resumptions) }
        #expect(queue.value.slots.isEmpty)
        #expect(queue.value.heap.isEmpty)
        #expect(queue.value.firstSlot == nil)
        // An old key names nobody now.
        let isSettled = queue.value.settle(keys[0], .cancelled, &resumptions)
        #expect(!isSettled)
        #expect(queue.value.append(weight: 1, expiry: nil, owner: TestOwner()) != keys[0])
    }
}
