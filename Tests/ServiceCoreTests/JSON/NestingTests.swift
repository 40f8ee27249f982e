import Foundation
import Testing

@testable import ServiceCore

@Suite("Nesting, on a stack of 512 KiB")
struct NestingTests {
    static let limit = JSONReader.defaultMaximumDepth

    @Test("a document at the limit is read, one beyond it is refused", arguments: Nesting.allCases)
    func reading(nesting: Nesting) async throws {
        let text = nesting.text(depth: Self.limit)
        #expect(try await onSmallStack { try JSONReader().read(Array(text.utf8)) } == nesting.value(depth: Self.limit))
        let beyond = nesting.text(depth: Self.limit + 1)
        let error = await #expect(throws: JSONSyntaxError.self) {
            try await onSmallStack { try JSONReader().read(Array(beyond.utf8)) }
        }
        #expect(error?.code == .nestingTooDeep)
        #expect(error?.message == "lists and objects lie more than 512 deep in each other")
    }

    @Test("a value at the limit is written, one beyond it is refused", arguments: Nesting.allCases)
    func writing(nesting: Nesting) async throws {
        for writer in [JSONWriter(), JSONWriter(sortsKeys: true)] {
            let written = try await onSmallStack { try writer.write(nesting.value(depth: Self.limit)) }
            #expect(String(decoding: written, as: UTF8.self) == nesting.text(depth: Self.limit))
            let error = try #require(
                await #expect(throws: EncodingError.self) {
                    try await onSmallStack { try writer.write(nesting.value(depth: Self.limit + 1)) }
                }
            )
            guard case .invalidValue(_, let context) = error else { throw error }
            #expect(context.codingPath.count == Self.limit)
            #expect(context.debugDescription == "The value is nested too deep.")
        }
    }

    @Test("a value of any depth is compared, hashed and described", arguments: Nesting.allCases)
    func deepValues(nesting: Nesting) async throws {
        try await onSmallStack {
            var values = [(20_000, 1), (20_000, 1), (20_000, 2), (19_999, 1)].map { depth, number in
                nesting.value(depth: depth, around: .int(Int64(number)))
            }
            #expect([values[0] == values[1], values[0] == values[2], values[0] == values[3]] == [true, false, false])
            #expect(values[0].hashValue == values[1].hashValue)
            #expect(values[0].description == nesting.text(depth: 20_000))
            // The language releases what lies in a value by recursion.
            for index in values.indices { values[index].dismantle() }
        }
    }

    @Test("a value near the limit goes through Codable, of Foundation too", arguments: Nesting.allCases)
    func coding(nesting: Nesting) async throws {
        // The limit of Foundation is a little lower.
        let value = nesting.value(depth: 500)
        #expect(
            try await onSmallStack {
                try DynamicValue(encoding: [value]).decode(as: [DynamicValue].self)
            } == [value]
        )
        #expect(
            try await onSmallStack {
                try JSONDecoder().decode([DynamicValue].self, from: JSONEncoder().encode([value]))
            } == [value]
        )
    }
}

extension DynamicValue {
    /// Takes a value apart from the outside.
    fileprivate mutating func dismantle() {
        while let part = array?.first ?? object?.first?.value { self = part }
    }
}
