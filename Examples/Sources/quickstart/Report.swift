import Foundation
import ServiceCore
import ServicePlugins

/// What the quickstart prints, and what it complains about.
enum Report {
    /// Where the lines go: to a test, where one runs.
    @TaskLocal static var output: @Sendable (String) -> Void = { print($0) }

    /// An answer that is not what it should be.
    struct Unexpected: Error, CustomStringConvertible {
        let description: String
    }

    /// `GET http://127.0.0.1:8080/v1/users?page=2 -> 200 OK (1.2 ms) [7GQ2M0XK4B]`
    static func show(_ response: ServiceResponse) {
        let elapsed = response.elapsed.map(format) ?? "not measured"
        let token = response.trackingToken ?? "no token"
        output("\(response.request.method) \(response.url) -> \(response.status) (\(elapsed)) [\(token)]")
    }

    static func show(detail: String) {
        for line in detail.split(separator: "\n") { output("    \(line)") }
    }

    static func fail(_ error: any Error) {
        FileHandle.standardError.write(Data("quickstart failed: \(error)\n".utf8))
    }

    /// Fails unless something is as it should be.
    static func check(_ condition: Bool, _ complaint: @autoclosure () -> String) throws {
        if !condition { throw Unexpected(description: complaint()) }
    }

    /// Fails unless the status and the tracking token are there.
    static func check(_ response: ServiceResponse, is status: ResponseStatus) throws {
        try check(response.status == status, "\(response.request) was answered with \(response.status), not \(status)")
        try check(response.trackingToken?.count == 10, "\(response.request) has no tracking token of 10 characters")
    }

    /// A duration for people: `850 µs`, `1.2 ms`, `3.4 s`.
    static func format(_ duration: Duration) -> String {
        switch duration / .milliseconds(1) {
        case ..<1: "\(Int((duration / .microseconds(1)).rounded())) µs"
        case ..<1000: String(format: "%.1f ms", duration / .milliseconds(1))
        default: String(format: "%.1f s", duration / .seconds(1))
        }
    }
}
