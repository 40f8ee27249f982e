#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The time of the system, against which the dates of services are held.
public enum WallClock {
    /// The time since the beginning of 1970, UTC.
    public static var sinceBeginningOf1970: Duration { .seconds(Date().timeIntervalSince1970) }
}
