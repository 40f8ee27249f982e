public import ServiceCore

/// One request that a ``StubService`` knows, and its answers.
///
/// ```swift
/// .get("/users/{id}").answers(.json(["name": "Ada"]))
/// .get("/users").query(["page": 2]).headers(["accept": "text/csv"]).answers(.text("1,Ada"))
/// .post("/users").json(containing: ["name": "Ada"]).answers(.status(503), .json(["id": 1], status: 201))
/// .delete("/users/{id}").answers { call in .text("bye, \(call.parameters["id"] ?? "")") }
/// ```
/// What a stub does not name is not looked at. How often it must be called:
/// - A stub with one answer or a function gives it any number of times, at least once.
/// - A stub with several gives each of them once, in order, and must give all.
/// - ``times(_:)-(Int)`` and ``optional()`` say otherwise.
///
/// With states, one request changes the answers to others:
/// ```swift
/// .get("/cart").when("initial").answers(.json([])),
/// .post("/cart").answers(.status(201)).then("one item"),
/// .get("/cart").when("one item").answers(.json([["sku": 7]])),
/// ```
/// A stub without answers gives status 200 and no body. To ``StubService/verifyOrder(_:)`` and ``StubService/verify(_:count:)``, a stub is a
/// pattern of calls, whose answers, times and states are not looked at.
public struct Stub: Sendable {
    enum Answers: Sendable {
        case sequence([Answer])
        case function(@Sendable (StubCall) async throws -> Answer)
    }

    /// The state in which every ``StubService`` begins: `initial`.
    public static let initialState = "initial"

    let method: RequestMethod?
    let template: String
    var requirements: [StubRequirement] = []
    var answers = Answers.sequence([])
    var times: ClosedRange<Int>?
    var requiredState: String?
    var nextState: String?

    /// Creates a stub.
    ///
    /// - Parameters:
    ///   - method: The method. Default: any.
    ///   - path: The path behind that of the base URL, a URI template: `{id}` stands for one segment or a part of it, `{+rest}`
    ///     and `{/rest*}` for several. Behind a `?` there may be items that the query must have; `{?page}` says nothing.
    public init(_ method: RequestMethod? = nil, _ path: String) {
        self.method = method
        template = path
    }

    /// A GET of a path.
    public static func get(_ path: String) -> Stub { Stub(.get, path) }
    /// A HEAD of a path.
    public static func head(_ path: String) -> Stub { Stub(.head, path) }
    /// A POST to a path.
    public static func post(_ path: String) -> Stub { Stub(.post, path) }
    /// A PUT to a path.
    public static func put(_ path: String) -> Stub { Stub(.put, path) }
    /// A PATCH of a path.
    public static func patch(_ path: String) -> Stub { Stub(.patch, path) }
    /// A DELETE of a path.
    public static func delete(_ path: String) -> Stub { Stub(.delete, path) }
    /// Any method on a path.
    public static func any(_ path: String) -> Stub { Stub(nil, path) }
}

extension Stub {
    /// The query must have these items; `nil` means that it must not have one of this name.
    ///
    /// - Parameters:
    ///   - items: The items, not encoded; a list stands for several items of one name, in order.
    ///   - exactly: Whether there may be no other items. Default: there may.
    public func query(_ items: Parameters, exactly: Bool = false) -> Stub {
        requiring(.query(items, exactly: exactly))
    }

    /// The request must have these header fields; there may be others.
    public func headers(_ fields: HeaderFields) -> Stub { requiring(.headers(fields)) }

    /// The body must be this text.
    public func body(_ text: String) -> Stub { requiring(.bytes(Array(text.utf8))) }

    /// The body must be these bytes.
    public func body(_ bytes: [UInt8]) -> Stub { requiring(.bytes(bytes)) }

    /// The body must be this value as JSON, however it is written.
    public func json(_ value: DynamicValue) -> Stub { requiring(.json(value, isSubset: false)) }

    /// The body must be JSON that has these members, at any depth; objects may have others, lists may not.
    public func json(containing value: DynamicValue) -> Stub { requiring(.json(value, isSubset: true)) }

    /// The request must be as a function says.
    ///
    /// - Parameters:
    ///   - what: What is asked for, for the message that says it is not so: "has an even id".
    ///   - predicate: Whether the request is so.
    public func matching(_ what: String, _ predicate: @escaping @Sendable (StubCall) -> Bool) -> Stub {
        requiring(.predicate(what, predicate))
    }

    private func requiring(_ requirement: StubRequirement) -> Stub {
        var stub = self
        stub.requirements.append(requirement)
        return stub
    }
}

extension Stub {
    /// Gives these answers: one of them always, several once each.
    public func answers(_ answers: Answer...) -> Stub { self.answers(inOrder: answers) }

    /// Gives the answers of an array: one of them always, several once each.
    public func answers(inOrder answers: [Answer]) -> Stub {
        var stub = self
        stub.answers = .sequence(answers)
        return stub
    }

    /// Gives what a function makes; several calls may run it at once.
    ///
    /// A `TransportError` that it throws fails the call as a transport would.
    public func answers(_ function: @escaping @Sendable (StubCall) async throws -> Answer) -> Stub {
        var stub = self
        stub.answers = .function(function)
        return stub
    }

    /// Must be called exactly so many times; the last answer is repeated. A negative number counts as 0.
    public func times(_ count: Int) -> Stub { times(max(count, 0)...max(count, 0)) }

    /// Must be called so many times; the last answer is repeated.
    public func times(_ range: ClosedRange<Int>) -> Stub {
        var stub = self
        stub.times = range
        return stub
    }

    /// Need not be called.
    public func optional() -> Stub { times(0...maximumCount) }

    /// Answers in this state alone; every service begins in ``initialState``.
    public func when(_ state: String) -> Stub {
        var stub = self
        stub.requiredState = state
        return stub
    }

    /// Moves the service to a state with each of its answers.
    public func then(_ state: String) -> Stub {
        var stub = self
        stub.nextState = state
        return stub
    }

    var minimumCount: Int { times?.lowerBound ?? sequenceCount ?? 1 }
    var maximumCount: Int { times?.upperBound ?? sequenceCount ?? .max }

    /// The number of answers, where there are several.
    private var sequenceCount: Int? {
        if case .sequence(let answers) = answers, answers.count > 1 { answers.count } else { nil }
    }
}

extension Stub: CustomStringConvertible {
    /// What the stub asks for, on one line, secrets masked: `POST /users, body containing {"name":"Ada"}`.
    public var description: String { description(.standard) }

    func description(_ redaction: Redaction) -> String {
        let state = requiredState.map { ["in the state \"\($0)\""] } ?? []
        return
            (["\(method?.rawValue ?? "any method") \(path(redaction))"]
            + requirements.map { $0.description(redaction) } + state)
            .joined(separator: ", ")
    }

    /// The template, with the secrets masked that stand in it.
    func path(_ redaction: Redaction) -> String {
        guard let mark = PathPattern.questionMark(in: template) else { return redaction.path(template) }
        let query = String(template[template.index(after: mark)...])
        return "\(redaction.path(String(template[..<mark])))?\(redaction.query(query))"
    }
}
