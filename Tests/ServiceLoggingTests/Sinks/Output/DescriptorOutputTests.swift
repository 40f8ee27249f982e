import ServiceCore
import ServiceMocks
import Testing

@testable import ServiceLogging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

struct DescriptorOutputTests {
    /// A pipe; whoever makes one closes it.
    struct Pipe {
        let reading: CInt
        let writing: CInt

        init() {
            var descriptors: [CInt] = [0, 0]
            unsafe pipe(&descriptors)
            (reading, writing) = (descriptors[0], descriptors[1])
        }

        func closeReading() { close(reading) }

        func closeWriting() { close(writing) }

        func read(_ count: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            let got = unsafe bytes.withUnsafeMutableBytes { unsafe systemRead(reading, $0.baseAddress, $0.count) }
            return Array(bytes.prefix(max(0, got)))
        }
    }

    @Test func `a line in a pipe`() async throws {
        let pipe = Pipe()
        defer { pipe.closeWriting() }
        defer { pipe.closeReading() }
        try await DescriptorOutput(descriptor: pipe.writing, clock: .continuous).write(Array("a line\n".utf8))
        #expect(pipe.read(100) == Array("a line\n".utf8))
    }

    @Test func `where there is no room it sleeps, and goes on when there is`() async throws {
        let pipe = Pipe()
        defer { pipe.closeWriting() }
        defer { pipe.closeReading() }
        let clock = ManualClock()
        let text = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        let writing = pipe.writing
        let writer = Task { try await DescriptorOutput(descriptor: writing, clock: ServiceClock(clock)).write(text) }
        var read: [UInt8] = []
        while read.count < text.count {
            try await clock.waitForSleepers()
            read += pipe.read(100_000)
            clock.advance(by: .seconds(1))
            if text.count - read.count < 60_000 { break }
        }
        while read.count < text.count { read += pipe.read(text.count - read.count) }
        try await writer.value
        #expect(read == text)
    }

    @Test func `a task that is cancelled stops to wait`() async throws {
        let pipe = Pipe()
        defer { pipe.closeWriting() }
        defer { pipe.closeReading() }
        let clock = ManualClock()
        let writing = pipe.writing
        let writer = Task {
            try await DescriptorOutput(descriptor: writing, clock: ServiceClock(clock)).write(
                [UInt8](repeating: 1, count: 1 << 20)
            )
        }
        try await clock.waitForSleepers()
        writer.cancel()
        await #expect(throws: CancellationError.self) { try await writer.value }
    }

    @Test func `a pipe that nobody reads is an error, and ends no process`() async {
        let pipe = Pipe()
        defer { pipe.closeWriting() }
        pipe.closeReading()
        let output = DescriptorOutput(descriptor: pipe.writing, clock: .continuous)
        await #expect(throws: DescriptorOutput.Failure(number: EPIPE)) { try await output.write([1]) }
        var pending = sigset_t()
        unsafe sigpending(&pending)
        #expect(unsafe sigismember(&pending, SIGPIPE) == 0)
    }

    @Test func `a descriptor that is closed is an error`() async {
        let output = DescriptorOutput(descriptor: 1_000_000, clock: .continuous)
        await #expect(throws: DescriptorOutput.Failure(number: EBADF)) { try await output.write([1]) }
    }

    @Test func `the console on a descriptor`() async {
        let pipe = Pipe()
        defer { pipe.closeWriting() }
        defer { pipe.closeReading() }
        let sink = ConsoleSink(descriptor: pipe.writing)
        sink.write(.sample)
        await sink.flush()
        let text = String(decoding: pipe.read(1000), as: UTF8.self)
        #expect(text == ConsoleLayout(usesColor: false, timelinesFrom: nil).text(of: .sample))
        #expect(sink.lostCount == 0)
    }

    @Test func `the console with templates`() async throws {
        let pipe = Pipe()
        defer { pipe.closeWriting() }
        defer { pipe.closeReading() }
        let sink = ConsoleSink(descriptor: pipe.writing, formatter: try LogFormatter("{action} {status_code}"))
        sink.write(.sample)
        sink.write(.failure())
        await sink.flush()
        #expect(String(decoding: pipe.read(1000), as: UTF8.self) == "RESPONSE 404\nEXCEPTION -\n")
    }

    @Test func `a sink whose pipe is broken loses records, and no call`() async throws {
        let pipe = Pipe()
        defer { pipe.closeWriting() }
        pipe.closeReading()
        let sink = JSONLinesSink(descriptor: pipe.writing)
        let client = try ServiceClient.testing([OuterLogger(sink)])
        try await client.call("list")
        await client.close()
        #expect(sink.lostCount == 2)
    }
}

private func systemRead(_ descriptor: CInt, _ memory: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
        unsafe Darwin.read(descriptor, memory, count)
    #elseif canImport(Musl)
        unsafe Musl.read(descriptor, memory, count)
    #else
        unsafe Glibc.read(descriptor, memory, count)
    #endif
}
