import Testing

@testable import ServiceMocks

/// Waiting for a socket that the other side resets meanwhile.
@Suite(.timeLimit(.minutes(10)))
struct SocketTests {
    /// A dispatch source that is registered for a socket whose reset another source of it has reported already never
    /// fires on Linux. Whoever waited for it waited for ever.
    @Test func `a reset ends a read and a write, whenever it comes`() async throws {
        let listener = try Listener(port: 0, try Poller.shared())
        for round in 0..<2_000 {
            let client = try RawClient(port: listener.port)
            let descriptor = try #require(await listener.accept())
            let socket = Socket(descriptor, try Poller.shared())
            await withTaskGroup { group in
                group.addTask { while let bytes = try? await socket.read(), !bytes.isEmpty {} }
                group.addTask {
                    let bytes = [UInt8](repeating: 0, count: 100_000)
                    while (try? await socket.write(bytes)) != nil {}
                }
                group.addTask {
                    for _ in 0..<round % 50 { await Task.yield() }
                    client.close(resetting: true)
                }
            }
            socket.close()
        }
        listener.close()
    }
}
