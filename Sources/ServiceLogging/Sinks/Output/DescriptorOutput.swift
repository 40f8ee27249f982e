import ServiceCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes to a file, a pipe or a terminal without ever holding up a thread: where there is no room, it sleeps and asks again.
struct DescriptorOutput: Sendable {
    /// Why nothing could be written.
    struct Failure: Error, Hashable {
        let number: CInt
    }

    let descriptor: CInt
    let clock: ServiceClock

    /// As much as fits into a pipe of which `poll` says that it has room: PIPE_BUF of POSIX.
    #if canImport(Darwin)
        private static let chunkSize = 512
    #else
        private static let chunkSize = 4096
    #endif

    /// How long it sleeps where there is no room: longer each time, up to this.
    private static let longestWait = Duration.milliseconds(100)

    func write(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        var wait = Duration.milliseconds(1)
        while !rest.isEmpty {
            let written = try hasRoom() ? write(rest.prefix(Self.chunkSize)) : 0
            rest = rest.dropFirst(written)
            if written > 0 {
                wait = .milliseconds(1)
            } else {
                try await clock.sleep(until: clock.now.advanced(by: wait))
                wait = min(wait * 2, Self.longestWait)
            }
        }
    }

    private func hasRoom() throws(Failure) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // The address is valid for the call.
        let count = unsafe poll(&request, 1, 0)
        if count < 0, errno != EINTR { throw Failure(number: errno) }
        if request.revents & Int16(POLLNVAL) != 0 { throw Failure(number: EBADF) }
        // What is broken is found out by writing.
        return count > 0
    }

    /// - Returns: How many bytes were written; 0 where there was no room after all.
    private func write(_ bytes: ArraySlice<UInt8>) throws(Failure) -> Int {
        let (written, number) = BrokenPipe.ignoringSignal {
            // In bounds: the buffer lives as long as the call.
            let written = unsafe bytes.withUnsafeBytes { unsafe systemWrite(descriptor, $0) }
            return (written, errno)
        }
        if written >= 0 { return written }
        if number == EAGAIN || number == EWOULDBLOCK || number == EINTR { return 0 }
        throw Failure(number: number)
    }
}

private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
        unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
        unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
        unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
}
