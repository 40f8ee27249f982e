/// Who waits, in the order of arrival: a list that is linked inside an array, so that taking the first and removing any one
/// cost O(1).
///
/// Those whose wait has a limit are in a heap too (`WaitQueue+Expiry.swift`), which costs them O(log n).
struct WaitQueue<Owner: WaitOwner, Continuation: Sendable>: Sendable {
    enum Status: Sendable {
        /// Nobody is here.
        case free
        /// Somebody waits whose continuation has not arrived.
        case arrived
        /// Somebody waits.
        case parked(Continuation)
        /// The wait is over, and its continuation has not arrived: the outcome is kept for it.
        case settled(WaitOutcome)
    }

    struct Slot: Sendable {
        var number: UInt64 = 0
        var weight = 0
        var expiry: Expiry?
        var owner: Owner?
        var status = Status.free
        /// Neighbours in the list of those who wait, or of those that are free.
        var previous = nobody
        var next = nobody
        var heapPosition = nobody
    }

    /// No slot, and no position in the heap.
    static var nobody: Int32 { -1 }

    var slots: [Slot] = []
    /// The slots of those whose wait has a limit, as a binary heap.
    var heap: [Int32] = []
    private var head = nobody
    private var tail = nobody
    private var firstFree = nobody
    private var occupied = 0
    private var numbers: UInt64 = 0

    /// How many wait.
    private(set) var count = 0
    /// What all of them together wait for.
    private(set) var totalWeight = 0

    var isEmpty: Bool { count == 0 }

    /// The slot of the first one.
    var firstSlot: Int? { isEmpty ? nil : Int(head) }

    /// The slot of the one that came next.
    func slot(after slot: Int) -> Int? {
        let next = slots[slot].next
        return next == Self.nobody ? nil : Int(next)
    }

    /// What the one in a slot waits for, and until when.
    subscript(slot: Int) -> (weight: Int, expiry: Expiry?) { (slots[slot].weight, slots[slot].expiry) }

    mutating func append(weight: Int, expiry: Expiry?, owner: Owner) -> WaitKey {
        let index = takeFreeSlot()
        numbers += 1
        slots[Int(index)] = Slot(
            number: numbers,
            weight: weight,
            expiry: expiry,
            owner: owner,
            status: .arrived,
            previous: tail
        )
        if tail == Self.nobody { head = index } else { slots[Int(tail)].next = index }
        tail = index
        count += 1
        totalWeight += weight
        if expiry != nil { insertIntoHeap(index) }
        return WaitKey(slot: Int(index), number: numbers)
    }

    /// The continuation of a waiter: it is kept, unless the wait is over.
    mutating func park(_ key: WaitKey, _ continuation: Continuation) -> WaitOutcome? {
        if case .settled(let outcome) = slots[key.slot].status {
            free(Int32(key.slot))
            return outcome
        }
        slots[key.slot].status = .parked(continuation)
        return nil
    }

    /// Ends a wait, unless it is over.
    ///
    /// - Returns: Whether it was not.
    mutating func settle(
        _ key: WaitKey,
        _ outcome: WaitOutcome,
        _ resumptions: inout Resumptions<Continuation>
    ) -> Bool {
        guard key.slot < slots.count, slots[key.slot].number == key.number else { return false }
        switch slots[key.slot].status {
        case .arrived, .parked:
            settle(key.slot, outcome, &resumptions)
            return true
        case .free, .settled:
            return false
        }
    }

    /// The slots of those whose owner is closed, in their order.
    var closedSlots: [Int] {
        sequence(state: firstSlot) { next -> Int? in
            defer { next = next.flatMap(slot(after:)) }
            return next
        }
        .filter { slots[$0].owner?.isClosed == true }
    }

    /// Ends the wait of the one in this slot.
    mutating func settle(_ index: Int, _ outcome: WaitOutcome, _ resumptions: inout Resumptions<Continuation>) {
        unlink(index)
        if case .parked(let continuation) = slots[index].status {
            resumptions.append(continuation, outcome)
            free(Int32(index))
        } else {
            slots[index].status = .settled(outcome)
            slots[index].owner = nil
        }
    }

    private mutating func unlink(_ index: Int) {
        let (previous, next) = (slots[index].previous, slots[index].next)
        if previous == Self.nobody { head = next } else { slots[Int(previous)].next = next }
        if next == Self.nobody { tail = previous } else { slots[Int(next)].previous = previous }
        count -= 1
        totalWeight -= slots[index].weight
        if slots[index].heapPosition != Self.nobody { removeFromHeap(Int32(index)) }
    }

    private mutating func takeFreeSlot() -> Int32 {
        occupied += 1
        guard firstFree != Self.nobody else {
            slots.append(Slot())
            return Int32(slots.count - 1)
        }
        let index = firstFree
        firstFree = slots[Int(index)].next
        return index
    }

    private mutating func free(_ index: Int32) {
        slots[Int(index)].status = .free
        slots[Int(index)].owner = nil
        slots[Int(index)].next = firstFree
        firstFree = index
        occupied -= 1
        // What a rush of waiters took is given back when the last of them has gone.
        if occupied == 0, slots.count > 256 {
            slots = []
            heap = []
            firstFree = Self.nobody
        }
    }
}
