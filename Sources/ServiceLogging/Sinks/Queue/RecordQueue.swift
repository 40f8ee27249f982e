/// Records on their way to a slow sink, and who waits until they are written. A value: its owner holds a lock, and resumes
/// whom it returns after unlocking.
struct RecordQueue<Waiter> {
    /// The most records that are kept, those that are being written included.
    let capacity: Int

    private var records: [LogRecord] = []
    /// How many records are being written.
    private var inFlight = 0
    private var isDraining = false
    /// How many were lost since the sink was told last.
    private var untold = 0
    private(set) var lost = 0

    /// How many records were taken, and how many of those are written or lost.
    private var taken = 0
    private var done = 0
    private var waiters: [(id: Int, target: Int, waiter: Waiter)] = []
    private var nextWaiter = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Takes a record, or counts it as lost where there is no room.
    ///
    /// - Returns: Whether a task must be started that writes.
    mutating func take(_ record: LogRecord) -> Bool {
        guard records.count + inFlight < capacity else {
            lose(1)
            return false
        }
        records.append(record)
        taken += 1
        defer { isDraining = true }
        return !isDraining
    }

    /// The records to write next, and how many were lost that the sink has not been told of; `nil` where the task that writes ends.
    mutating func next() -> (records: [LogRecord], lost: Int)? {
        guard !records.isEmpty else {
            isDraining = false
            return nil
        }
        defer { records = [] }
        inFlight = records.count
        return (records, untold)
    }

    /// Notes that what ``next()`` returned is written, but for those that could not be.
    ///
    /// - Parameters:
    ///   - told: Of how many losses the sink has been told.
    ///   - failed: How many records could not be written.
    /// - Returns: Whoever need not wait any longer.
    mutating func finish(told: Int, failed: Int) -> [Waiter] {
        done += inFlight
        untold -= told
        lose(failed)
        inFlight = 0
        let ready = waiters.filter { $0.target <= done }.map(\.waiter)
        waiters.removeAll { $0.target <= done }
        return ready
    }

    /// A number for somebody who will wait.
    mutating func makeWaiterID() -> Int {
        nextWaiter += 1
        return nextWaiter
    }

    /// Lets somebody wait until what is there now is written.
    ///
    /// - Returns: Whether there is anything to wait for.
    mutating func wait(_ waiter: Waiter, id: Int) -> Bool {
        guard done < taken else { return false }
        waiters.append((id, taken, waiter))
        return true
    }

    /// Lets somebody wait no longer.
    mutating func leave(_ id: Int) -> Waiter? {
        waiters.firstIndex { $0.id == id }.map { waiters.remove(at: $0).waiter }
    }

    private mutating func lose(_ count: Int) {
        untold += count
        lost += count
    }
}
