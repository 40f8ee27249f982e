@testable import ServiceMocks

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A client without HTTP: sends bytes as they are, and gives what comes back.
final class RawClient: Sendable {
    enum Failure: Error, Equatable {
        case reset
        case other(CInt)
    }

    private let socket: Socket

    init(port: Int) throws {
        #if canImport(Glibc)
            let type = CInt(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        let descriptor = openSocket(type)
        var address = sockaddr_in()
        #if canImport(Darwin)
            address.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
        #endif
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        // A connection to the loopback address is there at once, so this does not wait.
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        socket = Socket(descriptor, try Poller.shared())
        guard result == 0 else {
            let number = errno
            SystemCalls.close(descriptor)
            throw Failure.other(number)
        }
        try SystemCalls.prepare(descriptor)
    }

    /// Runs a closure with a connection, and closes it whatever happens.
    static func with<Result>(_ server: MockServer, _ body: (RawClient) async throws -> Result) async throws -> Result {
        let client = try RawClient(port: server.port)
        do {
            let result = try await body(client)
            client.close()
            return result
        } catch {
            client.close()
            throw error
        }
    }

    /// Sends requests, ends the sending side, and gives all that comes back until the server closes.
    static func exchange(_ server: MockServer, _ requests: String...) async throws -> String {
        try await with(server) { client in
            try await client.send(requests.joined())
            return try await client.readToEnd()
        }
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await translating { try await socket.write(bytes) }
    }

    /// What arrives next; empty at the end.
    func read() async throws -> [UInt8] {
        try await translating { try await socket.read() }
    }

    /// So many bytes, or fewer where the server closes before.
    func read(count: Int) async throws -> String {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try await translating { try await socket.read(maximum: count - bytes.count) }
            if more.isEmpty { break }
            bytes += more
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Everything up to the end.
    func readToEnd() async throws -> String {
        var bytes: [UInt8] = []
        while true {
            let more = try await read()
            if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += more
        }
    }

    /// Tells the server that nothing more comes.
    func shutdownWriting() {
        socket.shutdownWriting()
    }

    func close(resetting: Bool = false) {
        socket.close(resetting: resetting)
    }

    private func translating<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch Socket.Failure.lost(let failure) {
            throw failure.number == ECONNRESET || failure.number == EPIPE ? .reset : Failure.other(failure.number)
        }
    }
}

// `socket` is also a property of the client.
private func openSocket(_ type: CInt) -> CInt { socket(AF_INET, type, 0) }
