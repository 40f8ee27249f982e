/// Elements by deadline, equal deadlines in the order of insertion: a binary heap that knows where its entries are,
/// so that inserting, taking the first and removing any one cost O(log n).
package struct DeadlineHeap<Element: Sendable>: Sendable {
    /// What names an entry for its removal.
    package typealias Key = Int

    private struct Entry {
        let deadline: Duration
        let key: Key
        let element: Element

        func precedes(_ other: Entry) -> Bool {
            (deadline, key) < (other.deadline, other.key)
        }
    }

    private var entries: [Entry] = []
    private var positions: [Key: Int] = [:]
    private var keys = 0

    package init() {}

    package var count: Int { entries.count }

    /// The earliest deadline.
    package var firstDeadline: Duration? { entries.first?.deadline }

    /// A key for one entry; keys that were made earlier come first among equal deadlines.
    package mutating func makeKey() -> Key {
        keys += 1
        return keys
    }

    package mutating func insert(_ element: Element, key: Key, deadline: Duration) {
        entries.append(Entry(deadline: deadline, key: key, element: element))
        positions[key] = entries.count - 1
        siftUp(from: entries.count - 1)
    }

    /// Takes an entry out, or gives `nil` where it is not there any more.
    package mutating func remove(_ key: Key) -> Element? {
        guard let position = positions.removeValue(forKey: key) else { return nil }
        let last = entries.count - 1
        if position != last {
            entries.swapAt(position, last)
            positions[entries[position].key] = position
        }
        let removed = entries.removeLast()
        if position != last {
            siftUp(from: position)
            siftDown(from: position)
        }
        return removed.element
    }

    /// Takes the earliest entry out if its deadline is not after `now`.
    package mutating func popFirst(through now: Duration) -> Element? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        return remove(first.key)
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].precedes(entries[parent]) else { return }
            exchange(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(from start: Int) {
        var parent = start
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
                if entries[child].precedes(entries[first]) { first = child }
            }
            guard first != parent else { return }
            exchange(parent, first)
            parent = first
        }
    }

    private mutating func exchange(_ left: Int, _ right: Int) {
        entries.swapAt(left, right)
        positions[entries[left].key] = left
        positions[entries[right].key] = right
    }
}
