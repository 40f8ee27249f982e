/// A plugin that is told of failures: of each attempt that failed, and of a stage outside of the attempts.
///
/// It is told of each failure once, of a cancellation never. It cannot change the outcome; what reacts to a failure is
/// an around hook.
public protocol FailureObserving: ServicePlugin {
    /// Sees a failure; ``ServiceError/stage`` tells where it came up. Not asynchronous: a failed call ends soon.
    func didFail(_ error: ServiceError, session: inout ServiceSession)
}
