#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The time of the system, against which the dates of services are held.
enum WallClock {
    /// The time since the beginning of 1970, UTC.
    static var sinceBeginningOf1970: Duration { .seconds(Date().timeIntervalSince1970) }
}
