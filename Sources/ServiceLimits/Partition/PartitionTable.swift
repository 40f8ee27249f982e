import ServiceCore

/// Limiters by their keys, and which of them to look at next when room is wanted.
struct PartitionTable<Machine: PartitionedMachine>: Sendable
where Machine.Continuation == Waker, Machine.Owner == ClientLifetime {
    private struct Place: Sendable {
        let key: String
        var limiter: Limiter<Machine>
    }

    private var places: [Place] = []
    private var positions: [String: Int] = [:]
    /// Where the next search begins: it goes round, so that each is looked at in its turn.
    private var hand = 0

    /// What was refused by partitions that are gone, and for want of one.
    var rejections = LimitRejections()

    var count: Int { places.count }
    var all: [Limiter<Machine>] { places.map(\.limiter) }

    subscript(key: String) -> Limiter<Machine>? { positions[key].map { places[$0].limiter } }

    func forEach(_ body: (Limiter<Machine>) -> Void) {
        for place in places { body(place.limiter) }
    }

    mutating func add(_ limiter: Limiter<Machine>, key: String) {
        positions[key] = places.count
        places.append(Place(key: key, limiter: limiter))
    }

    /// Looks at some partitions, and removes those that nobody uses and that are as good as new. A call holds its limiter as long as it
    /// uses it, so nobody uses one of which there is no other reference; and nobody can get one, for that takes the lock of the table.
    mutating func removeIdle(at now: Duration) -> [Limiter<Machine>] {
        var removed: [Limiter<Machine>] = []
        for _ in 0..<min(LimitPartition.looksForRoom, places.count) {
            if hand >= places.count { hand = 0 }
            if isKnownUniquelyReferenced(&places[hand].limiter),
                places[hand].limiter.withMachine({ $0.isAsNew(at: now) })
            {
                // The last one comes here, and is looked at next.
                removed.append(remove(at: hand))
            } else {
                hand += 1
            }
        }
        for limiter in removed { rejections += limiter.withMachine(\.rejections) }
        return removed
    }

    private mutating func remove(at position: Int) -> Limiter<Machine> {
        places.swapAt(position, places.count - 1)
        if position < places.count - 1 { positions[places[position].key] = position }
        let place = places.removeLast()
        positions[place.key] = nil
        return place.limiter
    }
}
