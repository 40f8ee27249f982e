#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The calls of the operating system that the server needs, on descriptors that never block.
///
/// What fails gives the number of the error; an interruption by a signal is tried again.
enum SystemCalls {
    struct Failure: Error, CustomStringConvertible {
        let number: CInt

        /// The descriptor is open no more.
        static let closed = Failure(number: EBADF)

        /// Whether the call would have had to wait.
        var wouldBlock: Bool { number == EAGAIN || number == EWOULDBLOCK }

        /// Whether a connection was dropped before it was taken.
        var isAbortedConnection: Bool { number == ECONNABORTED }

        var description: String {
            let text = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "unknown error"
            return "\(text) (errno \(number))"
        }
    }

    /// A socket that listens on the IPv4 loopback address.
    static func listen(port: UInt16) throws(Failure) -> CInt {
        #if canImport(Glibc)
            let type = CInt(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        let descriptor = try check(socket(AF_INET, type, 0))
        do throws(Failure) {
            try prepare(descriptor)
            try set(SO_REUSEADDR, level: SOL_SOCKET, to: CInt(1), of: descriptor)
            var address = sockaddr_in()
            #if canImport(Darwin)
                address.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
            #endif
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            try check(unsafe withGenericAddress(of: &address) { unsafe bind(descriptor, $0, $1) })
            try check(systemListen(descriptor))
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// The port to which a socket is bound.
    static func port(of descriptor: CInt) throws(Failure) -> UInt16 {
        var address = sockaddr_in()
        try check(
            unsafe withGenericAddress(of: &address) { pointer, size in
                var size = size
                return unsafe getsockname(descriptor, pointer, &size)
            }
        )
        return UInt16(bigEndian: address.sin_port)
    }

    /// Takes the next connection that waits.
    static func accept(on listener: CInt) throws(Failure) -> CInt {
        let descriptor = try retrying { systemAccept(listener) }
        do throws(Failure) {
            try prepare(descriptor)
            try set(TCP_NODELAY, level: CInt(IPPROTO_TCP), to: CInt(1), of: descriptor)
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Reads up to `maximum` bytes; none at the end.
    static func read(_ descriptor: CInt, maximum: Int) throws(Failure) -> [UInt8] {
        var failure: Failure?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: maximum) { buffer, count in
            do throws(Failure) {
                count = try retrying { unsafe recv(descriptor, buffer.baseAddress, maximum, 0) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes what the socket takes now, and gives the number of bytes.
    static func write(_ descriptor: CInt, _ bytes: ArraySlice<UInt8>) throws(Failure) -> Int {
        #if canImport(Darwin)
            let flags: CInt = 0
        #else
            let flags = CInt(MSG_NOSIGNAL)
        #endif
        return try retrying {
            unsafe bytes.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, flags) }
        }
    }

    /// Sends the end of the stream; reading goes on.
    static func shutdownWriting(_ descriptor: CInt) {
        _ = shutdown(descriptor, CInt(SHUT_WR))
    }

    /// Makes closing the socket reset the connection.
    static func resetOnClose(_ descriptor: CInt) {
        try? set(SO_LINGER, level: SOL_SOCKET, to: linger(l_onoff: 1, l_linger: 0), of: descriptor)
    }

    static func close(_ descriptor: CInt) {
        _ = systemClose(descriptor)
    }
}

extension SystemCalls {
    /// A pipe whose ends never block.
    static func pipe() throws(Failure) -> (reading: CInt, writing: CInt) {
        var ends: [CInt] = [-1, -1]
        try check(unsafe systemPipe(&ends))
        do throws(Failure) {
            for end in ends { try prepareFile(end) }
        } catch {
            for end in ends { close(end) }
            throw error
        }
        return (ends[0], ends[1])
    }

    /// Writes a byte into a pipe, unless it is full.
    static func writeByte(_ descriptor: CInt) {
        var byte: UInt8 = 0
        _ = try? retrying { unsafe systemWrite(descriptor, &byte, 1) }
    }

    /// Reads and forgets what a pipe holds.
    static func drain(_ descriptor: CInt) {
        var bytes = [UInt8](repeating: 0, count: 64)
        while let count = try? retrying({ unsafe systemRead(descriptor, &bytes, bytes.count) }), count == bytes.count {}
    }

    /// Waits until something happens to one of the descriptors; nothing has where the wait is interrupted.
    static func poll(_ entries: inout [pollfd]) {
        _ = unsafe systemPoll(&entries, nfds_t(entries.count), -1)
    }
}

extension SystemCalls {
    /// Makes calls on a socket never block, never raise `SIGPIPE`, and other programs not inherit it.
    static func prepare(_ descriptor: CInt) throws(Failure) {
        try prepareFile(descriptor)
        #if canImport(Darwin)
            try set(SO_NOSIGPIPE, level: SOL_SOCKET, to: CInt(1), of: descriptor)
        #endif
    }

    private static func prepareFile(_ descriptor: CInt) throws(Failure) {
        try check(fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK))
        try check(fcntl(descriptor, F_SETFD, FD_CLOEXEC))
    }

    private static func set<Value: BitwiseCopyable>(
        _ option: CInt,
        level: CInt,
        to value: Value,
        of descriptor: CInt
    ) throws(Failure) {
        let size = socklen_t(MemoryLayout<Value>.size)
        try check(unsafe withUnsafePointer(to: value) { unsafe setsockopt(descriptor, level, option, $0, size) })
    }

    private static func withGenericAddress(
        of address: inout sockaddr_in,
        _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> CInt
    ) -> CInt {
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    @discardableResult
    private static func check(_ result: CInt) throws(Failure) -> CInt {
        guard result >= 0 else { throw Failure(number: errno) }
        return result
    }

    private static func retrying<Result: SignedInteger>(_ call: () -> Result) throws(Failure) -> Result {
        while true {
            let result = call()
            if result >= 0 { return result }
            guard errno == EINTR else { throw Failure(number: errno) }
        }
    }
}

// These have the names of functions above.
private func systemListen(_ descriptor: CInt) -> CInt { listen(descriptor, SOMAXCONN) }
private func systemAccept(_ listener: CInt) -> CInt { accept(listener, nil, nil) }
private func systemClose(_ descriptor: CInt) -> CInt { close(descriptor) }
private func systemPipe(_ ends: UnsafeMutablePointer<CInt>) -> CInt { unsafe pipe(ends) }
private func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    unsafe read(descriptor, buffer, count)
}
private func systemWrite(_ descriptor: CInt, _ buffer: UnsafePointer<UInt8>, _ count: Int) -> Int {
    unsafe write(descriptor, buffer, count)
}
private func systemPoll(_ entries: UnsafeMutablePointer<pollfd>, _ count: nfds_t, _ timeout: CInt) -> CInt {
    unsafe poll(entries, count, timeout)
}
