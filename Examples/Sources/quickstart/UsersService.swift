import Foundation
import ServiceCore
import ServiceMocks

/// The service that the quickstart calls: 25 users in memory, and a download.
actor UsersService {
    static let pageSize = 10

    private var users = (1...25).map { User(id: $0, username: "user\($0)") }
    private let export: [UInt8]
    private let checksum: Checksum

    init() {
        export = Array((1...50_000).map { "\($0),user\($0)\n" }.joined().utf8)
        checksum = Checksum(of: export)
    }

    /// The answer to a request of the server.
    func answer(_ request: RecordedRequest) throws -> Answer {
        try answer(
            Incoming(method: request.method, target: request.target, headers: request.headers, body: request.body)
        )
    }

    /// The answer to a call that reaches no server.
    func answer(_ call: MockCall) throws -> Answer {
        let request = call.request
        return try answer(
            Incoming(
                method: request.method,
                target: request.url.requestTarget,
                headers: request.headers,
                body: call.body
            )
        )
    }

    /// A request, wherever it came from.
    private struct Incoming {
        let method: RequestMethod
        let target: String
        let headers: HeaderFields
        let body: [UInt8]

        var path: String { String(target.prefix { $0 != "?" }) }
    }

    /// Every request must have the header field `x-api-key`.
    private func answer(_ request: Incoming) throws -> Answer {
        guard request.headers["x-api-key"] == "quickstart" else {
            return try json(["error": "the header field x-api-key is missing or wrong"], status: 401)
        }
        let segments = request.path.split(separator: "/").map(String.init)
        guard segments.first == "v1" else { return try notFound(request) }
        switch (request.method, segments.dropFirst().first, segments.dropFirst(2).first) {
        case (.get, "users", nil): return try list(page: page(of: request))
        case (.post, "users", nil): return try create(request)
        case (.get, "users", let id?):
            return try users.first { "\($0.id)" == id }.map { try json($0) } ?? notFound(request)
        case (.put, "users", let id?): return try update(id, request)
        case (.get, "users.csv", nil): return download()
        default: return try notFound(request)
        }
    }

    private func page(of request: Incoming) -> Int {
        let items = URLComponents(string: request.target)?.queryItems ?? []
        return items.first { $0.name == "page" }?.value.flatMap { Int($0) } ?? 1
    }

    private func list(page: Int) throws -> Answer {
        struct Page: Encodable {
            let count: Int
            let page: Int
            let items: [User]
        }
        guard page > 0 else { return try json(["error": "page is a number from 1"], status: 400) }
        let items = users.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize)
        return try json(["users": Page(count: users.count, page: page, items: Array(items))])
    }

    private func create(_ request: Incoming) throws -> Answer {
        let user = User(id: users.count + 1, username: try change(in: request).username)
        users.append(user)
        return try json(user, status: 201, headers: ["location": "/v1/users/\(user.id)"])
    }

    private func update(_ id: String, _ request: Incoming) throws -> Answer {
        guard let index = users.firstIndex(where: { "\($0.id)" == id }) else { return try notFound(request) }
        users[index].username = try change(in: request).username
        return try json(users[index])
    }

    private func change(in request: Incoming) throws -> UserChange {
        try JSONDecoder().decode(UserChange.self, from: Data(request.body))
    }

    /// Writes piece by piece what need not be in memory as a whole.
    private func download() -> Answer {
        let export = export
        let headers: HeaderFields = ["content-type": "text/csv", "x-checksum": "\(checksum)"]
        return .stream(length: export.count, headers: headers) { body in
            for start in stride(from: 0, to: export.count, by: 16_384) {
                try await body.write(Array(export[start...].prefix(16_384)))
            }
        }
    }

    private func notFound(_ request: Incoming) throws -> Answer {
        try json(["error": "there is no \(request.path)"], status: 404)
    }

    private func json(
        _ value: some Encodable,
        status: ResponseStatus = 200,
        headers: HeaderFields = [:]
    ) throws -> Answer {
        let encoder = JSONEncoder()
        // The same text in every run, for the answers are compared.
        encoder.outputFormatting = .sortedKeys
        return .json(String(decoding: try encoder.encode(value), as: UTF8.self), status: status, headers: headers)
    }
}
