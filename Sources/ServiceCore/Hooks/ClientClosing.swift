/// A plugin that holds something which the end of the client concerns, for example calls that wait.
public protocol ClientClosing: ServicePlugin {
    /// The client has been closed: fail who waits, and give back what is held. It runs once, before the transport is closed.
    ///
    /// A plugin that several clients share asks the ``ClientLifetime`` of each call that waits whether it is meant.
    func close() async
}
