/// Accepts connections and runs them until it is cancelled.
struct ServerLoop {
    let listener: Listener
    let poller: Poller
    let context: ServerContext

    /// Returns when every descriptor is closed.
    func run() async {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                while let descriptor = await listener.accept() {
                    let connection = Connection(
                        number: context.log.withLock { $0.accept() },
                        socket: Socket(descriptor, poller),
                        context: context
                    )
                    group.addTask {
                        await connection.run()
                        context.log.withLock { $0.openConnections -= 1 }
                    }
                }
                listener.close()
            }
        } onCancel: {
            listener.interrupt()
        }
        context.log.withLock { $0.isStopped = true }
    }
}
