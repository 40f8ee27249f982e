/// Reads the requests of one connection, records them and hands them to the writer.
struct ConnectionReader {
    let number: Int
    let socket: Socket
    let turns: TurnQueue
    let context: ServerContext

    /// Reads until the client sends no more or the connection ends.
    func run() async {
        let limits = RequestParser.Limits(
            head: context.configuration.maximumHeadSize,
            body: context.configuration.maximumBodySize
        )
        var parser = RequestParser(limits: limits)
        var assembler = RequestAssembler(connection: number)
        do {
            while true {
                let bytes = try await socket.read()
                guard !bytes.isEmpty else { break }
                parser.append(bytes)
                while let event = try parser.next() {
                    guard try await handle(event, &assembler) else { return await discardRest() }
                }
            }
        } catch let refusal as RequestError {
            context.log.withLock { $0.refusedRequests += 1 }
            guard let isTaken = try? await turns.put(.refuse(refusal)), isTaken else { return }
            return await discardRest()
        } catch {
            // The connection broke or was ended by the writer; what that means for a request is said below.
        }
        if !parser.isBetweenRequests { context.log.withLock { $0.abortedRequests += 1 } }
    }

    /// Reads what nobody wants: unread bytes at closing would reset the connection, and the client might lose the
    /// answer; and its leaving has to be noticed.
    private func discardRest() async {
        while let bytes = try? await socket.read(), !bytes.isEmpty {}
    }

    /// Gives `false` where no further request counts.
    private func handle(_ event: RequestParser.Event, _ assembler: inout RequestAssembler) async throws -> Bool {
        if case .head(let head) = event, head.expectsContinue, context.configuration.sendsContinue {
            guard try await turns.put(.sendContinue) else { return false }
        }
        guard let (request, keepsAlive) = assembler.add(event) else { return true }
        let (number, answer) = context.log.withLock { $0.record(request) }
        let faults = context.configuration.faults.faults(forCall: number)
        return try await turns.put(.answer(request, keepsAlive: keepsAlive, answer, faults)) && keepsAlive
    }
}
