/// Whether the client of a call is still open: for a plugin that keeps calls waiting.
///
/// A plugin may be shared by several clients, and ``ClientClosing/close()`` does not say which of them ended. So keep this value
/// beside each call that waits; on `close()`, and when a call is about to wait, fail those whose client is closed:
///
/// ```swift
/// func close() async {
///     for call in waiting where call.lifetime.isClosed { fail(call) }
/// }
/// ```
/// ``isClosed`` is `true` before the plugins are told, so a call that looks at it under the plugin's own lock is never missed. It holds nothing
/// of the client but this.
public struct ClientLifetime: Sendable {
    let lifecycle: ClientLifecycle

    /// Whether the client has been closed. It never becomes `false` again; two clients where one was made of the other have one end.
    public var isClosed: Bool { lifecycle.isClosed }
}

extension ClientLifetime: Hashable {
    /// Whether two are those of one client, or of two that end together.
    public static func == (left: Self, right: Self) -> Bool {
        left.lifecycle === right.lifecycle
    }

    /// Hashes the identity of the client.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(lifecycle))
    }
}
