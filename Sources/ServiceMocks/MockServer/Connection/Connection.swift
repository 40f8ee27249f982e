/// One connection: a reader and a writer, and the socket that is closed when both have ended.
struct Connection {
    let number: Int
    let socket: Socket
    let context: ServerContext

    /// Runs until the connection is over and its descriptor is closed. Cancelling the task ends it at once.
    func run() async {
        let turns = TurnQueue()
        let reader = ConnectionReader(number: number, socket: socket, turns: turns, context: context)
        let writer = ConnectionWriter(socket: socket, turns: turns, context: context)
        let end = await withTaskCancellationHandler {
            await withTaskGroup(of: ConnectionEnd.self) { group in
                group.addTask {
                    let end = await writer.run()
                    turns.finish()
                    if end == .close { socket.shutdownWriting() }
                    socket.interrupt()
                    return end
                }
                await reader.run()
                turns.finish()
                // The client has left, so what waits for its sake need not: a handler, a delay, a stall.
                group.cancelAll()
                return await group.next() ?? .close
            }
        } onCancel: {
            socket.interrupt()
        }
        socket.close(resetting: end == .reset)
    }
}
