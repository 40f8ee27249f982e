import ServiceCore
import Testing

/// What plugins published on the session is there for a call that failed, with or without a response.
struct ErrorAttributesTests {
    private enum Mark: AttributeKey {
        typealias Value = String
    }

    private let publisher = OnSession { $0.attributes[Mark.self] = "published" }

    @Test func `of an attempt that failed without a response`() async throws {
        let transport = ScriptedTransport { _, _ in throw TransportError(.connectionLost, "gone") }
        let error = try await serviceError { try await makeClient(transport, plugins: [publisher]).call("get") }
        #expect(error.response == nil)
        #expect(error.attributes[Mark.self] == "published")
    }

    @Test func `of a hook that failed, as they were until then`() async throws {
        let thrower = OnSession { session in
            session.attributes[Mark.self] = "later"
            throw Broken()
        }
        let error = try await serviceError { try await makeClient(plugins: [publisher, thrower]).call("get") }
        #expect(error.attributes[Mark.self] == "later")
    }

    @Test func `of an error that a plugin made`() async throws {
        let attempt = AroundAttempt { _, session, _ in
            session.attributes[Mark.self] = "in the attempt"
            throw ServiceError(.init("quota"), "too much")
        }
        let error = try await serviceError { try await makeClient(plugins: [publisher, attempt]).call("get") }
        #expect(error.attributes[Mark.self] == "in the attempt")
    }

    @Test func `an error that belongs to no call has none`() {
        #expect(ServiceError(.init("own"), "text").attributes.isEmpty)
    }
}
