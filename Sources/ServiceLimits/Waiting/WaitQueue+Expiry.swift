/// The heap of those whose wait has a limit. Each waiter knows its position, so that leaving needs no search.
extension WaitQueue {
    /// The moment at which the first wait has to be over.
    var firstExpiry: Duration? { heap.first.flatMap { slots[Int($0)].expiry?.at } }

    /// Whose wait has to be over, and was not at `now`: the earliest of those whose limit is before it, or at it as well.
    func firstExpired(before now: Duration, orAt includesNow: Bool = false) -> (slot: Int, expiry: Expiry)? {
        guard let index = heap.first, let expiry = slots[Int(index)].expiry else { return nil }
        return expiry.at < now || includesNow && expiry.at == now ? (Int(index), expiry) : nil
    }

    mutating func insertIntoHeap(_ index: Int32) {
        heap.append(index)
        slots[Int(index)].heapPosition = Int32(heap.count - 1)
        siftUp(from: heap.count - 1)
    }

    mutating func removeFromHeap(_ index: Int32) {
        let position = Int(slots[Int(index)].heapPosition)
        let last = heap.count - 1
        if position != last { exchange(position, last) }
        heap.removeLast()
        slots[Int(index)].heapPosition = Self.nobody
        if position != last {
            siftUp(from: position)
            siftDown(from: position)
        }
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(child, parent) else { return }
            exchange(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(from start: Int) {
        var parent = start
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if precedes(child, first) { first = child }
            }
            guard first != parent else { return }
            exchange(parent, first)
            parent = first
        }
    }

    /// The earlier limit comes first, and among equal ones the earlier arrival.
    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (Int(heap[left]), Int(heap[right]))
        guard let first = slots[left].expiry?.at, let second = slots[right].expiry?.at else { return false }
        return first == second ? slots[left].number < slots[right].number : first < second
    }

    private mutating func exchange(_ left: Int, _ right: Int) {
        heap.swapAt(left, right)
        slots[Int(heap[left])].heapPosition = Int32(left)
        slots[Int(heap[right])].heapPosition = Int32(right)
    }
}
