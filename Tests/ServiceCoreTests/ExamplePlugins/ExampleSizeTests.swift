import Foundation
import Testing

/// What a plugin of a third party costs: under forty lines each, on the public API alone.
struct ExampleSizeTests {
    @Test(arguments: ["Retry", "Hedging", "Semaphore", "RequestSigner", "ResponseCache"])
    func anExampleHasUnderFortyLines(name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "\(name).swift")
        let lines = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n")
            .map { $0.drop { $0 == " " } }
            .filter { !$0.isEmpty && !$0.hasPrefix("//") && !$0.hasPrefix("import") }
        #expect(lines.count > 10)
        #expect(lines.count < 40)
        #expect(try !String(contentsOf: file, encoding: .utf8).contains("@testable"))
    }
}
