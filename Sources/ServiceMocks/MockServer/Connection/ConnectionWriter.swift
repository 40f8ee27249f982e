import ServiceCore

/// Answers the requests of one connection, in their order.
struct ConnectionWriter {
    /// How long a client that was refused may go on sending before it is cut off.
    private static let lingerTime = Duration.seconds(2)

    let socket: Socket
    let turns: TurnQueue
    let context: ServerContext

    /// Answers until there is no more to answer, or an answer ends the connection.
    func run() async -> ConnectionEnd {
        do {
            while let turn = try await turns.take() {
                switch turn {
                case .sendContinue:
                    try await socket.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
                case .answer(let request, let keepsAlive, let enqueued, let faults):
                    var answer = try await context.answer(to: request, enqueued: enqueued)
                    answer.faults += faults
                    try await send(answer, to: request, keepsAlive: keepsAlive)
                case .refuse(let error):
                    try await refuse(error)
                }
            }
        } catch ConnectionEnd.reset {
            return .reset
        } catch {
            // A fault, the client's leaving or the server's stop: whichever it was, nothing more can be sent.
        }
        return .close
    }

    private func send(_ answer: Answer, to request: RecordedRequest, keepsAlive: Bool) async throws {
        let encoder = AnswerEncoder(
            answer,
            method: request.method,
            minorVersion: request.minorVersion,
            keepsAlive: keepsAlive
        )
        let output = AnswerOutput(encoder, faults: answer.faults, socket: socket, clock: context.configuration.clock)
        switch answer.body {
        case .none: try await output.send([])
        case .bytes(let bytes), .raw(let bytes): try await output.send([bytes])
        case .chunks(let chunks): try await output.send(chunks)
        case .stream(_, let write): try await output.send(write)
        }
        if encoder.closes { throw ConnectionEnd.close }
    }

    private func refuse(_ error: RequestError) async throws {
        let answer = Answer.text(error.reason + "\n", status: error.status)
        let encoder = AnswerEncoder(answer, method: .get, minorVersion: 1, keepsAlive: false)
        try await socket.write(encoder.head + Array(error.reason.utf8) + [0x0A])
        socket.shutdownWriting()
        try await context.configuration.clock.sleep(for: Self.lingerTime)
        throw ConnectionEnd.close
    }
}
