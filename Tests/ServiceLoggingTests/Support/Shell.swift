import Foundation

/// Runs a command with `/bin/sh`, as whoever pastes it does.
enum Shell {
    /// Where `curl` is, or `nil` where there is none: then the tests that need it are skipped.
    static let curl = ["/usr/bin/curl", "/usr/local/bin/curl", "/opt/homebrew/bin/curl"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The exit status, and what was written to the standard output and to the standard error.
    static func run(_ command: String) async throws -> (status: Int32, output: [UInt8], errors: String) {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // From the standard input, for an argument is no longer than 128 KiB.
        process.arguments = ["-s"]
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        process.environment = [
            "PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin", "HOME": "/nonexistent", "NO_PROXY": "*",
            "LC_ALL": "C",
        ]
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                do {
                    try process.run()
                    try input.fileHandleForWriting.write(contentsOf: Data("\(command)\n".utf8))
                    try input.fileHandleForWriting.close()
                    let written = try output.fileHandleForReading.readToEnd() ?? Data()
                    let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
                    process.waitUntilExit()
                    let text = String(decoding: complaint, as: UTF8.self)
                    continuation.resume(returning: (process.terminationStatus, Array(written), text))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            thread.start()
        }
    }
}
