import Foundation
import ServiceMocks
import Synchronization
import Testing

@testable import quickstart

/// The quickstart prints the same, whatever answers it.
struct SameAnswersTests {
    @Test func `a server, mocks and a cassette give the same answers`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "quickstart-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "users.json").path(percentEncoded: false)
        let served = try await lines { try await Quickstart.serveAndCall() }
        #expect(served.count > 10)
        let mocked = try await lines { try await Quickstart.mockAndCall() }
        #expect(mocked == served)
        let recorded = try await lines { try await Quickstart.record(to: file) }
        #expect(recorded == served)
        let replayed = try await lines { try await Quickstart.replay(from: file) }
        #expect(replayed == served)
    }

    /// What is printed behind the pipeline, without what differs each time: the origin, the times and the tokens.
    private func lines(_ run: () async throws -> Void) async throws -> [String] {
        let printed = Printed()
        try await Report.$output.withValue({ printed.append($0) }) { try await run() }
        return printed.lines.dropFirst().map { line in
            line.replacing(/https?:\/\/[^\/]+/, with: "")
                .replacing(/\([^()]*(µs|ms|s)\)/, with: "(time)")
                .replacing(/\[[A-Z0-9]{10}\]/, with: "[token]")
        }
    }
}

private final class Printed: Sendable {
    private let state = Mutex<[String]>([])

    var lines: [String] { state.withLock(\.self) }

    func append(_ line: String) {
        state.withLock { $0.append(line) }
    }
}
