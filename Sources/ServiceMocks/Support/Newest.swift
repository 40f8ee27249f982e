/// The newest elements of a sequence that grows for ever, numbered from 0 in the order of their arrival.
struct Newest<Element> {
    private let limit: Int
    /// A ring: the element of a number is at that number modulo the limit.
    private var ring: [Element] = []

    /// How many elements have been added.
    private(set) var count = 0

    /// - Parameter limit: How many elements are kept, at least one.
    init(_ limit: Int) {
        self.limit = max(limit, 1)
    }

    /// The elements that are kept, the oldest first.
    var all: [Element] {
        let oldest = ring.isEmpty ? 0 : count % ring.count
        return Array(ring[oldest...] + ring[..<oldest])
    }

    /// Adds an element; the oldest one goes where there is no more room.
    mutating func append(_ element: Element) {
        if ring.count < limit {
            ring.append(element)
        } else {
            ring[count % limit] = element
        }
        count += 1
    }

    /// The oldest element that is kept and has this number or a later one, and its number.
    func first(from number: Int) -> (number: Int, element: Element)? {
        let found = max(number, count - ring.count)
        return found < count ? (found, ring[found % limit]) : nil
    }
}

extension Newest: Sendable where Element: Sendable {}
