import ServiceCore
import Synchronization

/// The clock of the clients that share a limit: moments of different clocks cannot be compared.
final class ClockSharing: Sendable {
    private let shared = Mutex<ServiceClock?>(nil)

    /// The clock of the first client that got the limit.
    var clock: ServiceClock? { shared.withLock { $0 } }

    /// The problem of a client that has another clock.
    ///
    /// - Parameter isUsable: Whether the client may be made as far as is known; one that may not does not decide the clock.
    func problems(of plugin: String, in client: ClientDescription, isUsable: Bool) -> [ConfigurationProblem] {
        let clock = shared.withLock { shared in
            if isUsable { shared = shared ?? client.clock }
            return shared
        }
        guard let clock, clock != client.clock else { return [] }
        return [
            ConfigurationProblem(
                "\(plugin): it is shared with a client that has another clock, and moments of two clocks cannot be compared: wrap the clock "
                    + "once, in a ServiceClock, and give that to both, or make a \(plugin) for each"
            )
        ]
    }
}
