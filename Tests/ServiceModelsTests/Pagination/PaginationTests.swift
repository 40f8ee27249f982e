import ServiceCore
import ServiceModels
import ServicePlugins
import Testing

struct PaginationTests {
    struct List: ParameterObject, DefaultInitializable {
        var cursor: String?
        var page: Int?
        var size: Int? = 2
    }

    struct Page: Codable, Sendable {
        var items: [Int]
        var next: String?
        var more: Bool?
    }

    struct Items: Sendable {
        let list = ServiceMethod<List, Page>(.get("/items{?cursor,page,size}"))
    }

    private func items(_ transport: FakeTransport) throws -> ModelClient<Items> {
        try ModelClient(
            Items(),
            name: "items",
            baseURL: "https://api.test/v1",
            transport: transport,
            plugins: [PathTokens(), Headers(["x-key": "k"])]
        )
    }

    private func collect(_ items: some AsyncSequence<Int, any Error>) async throws -> [Int] {
        var all: [Int] = []
        for try await item in items { all.append(item) }
        return all
    }

    @Test func `a cursor in the body; an empty page is not the end`() async throws {
        let bodies = [#"{"items":[1,2],"next":"a"}"#, #"{"items":[],"next":"b c"}"#, #"{"items":[3],"next":""}"#]
        let transport = FakeTransport { _, number in .json(bodies[number - 1]) }
        let pages = try items(transport).list.pages(by: .cursor(\.cursor, \.next))
        #expect(try await collect(pages.items(\.items)) == [1, 2, 3])
        #expect(
            transport.lines == [
                "GET /v1/items?size=2", "GET /v1/items?cursor=a&size=2", "GET /v1/items?cursor=b%20c&size=2",
            ]
        )
    }

    @Test func `a Link field; relative, with the header fields of every call`() async throws {
        let links: [String?] = ["</v1/items?after=2>; rel=next", #"<https://api.test/v1/more?x=1>; rel="next""#, nil]
        let transport = FakeTransport { _, number in
            let headers = links[number - 1].map { ["link": $0] as HeaderFields } ?? [:]
            return .json(#"{"items":[\#(number)]}"#, headers: headers)
        }
        let pages = try items(transport).list.pages(List(size: 1), by: .link)
        #expect(try await collect(pages.items(\.items)) == [1, 2, 3])
        #expect(transport.lines == ["GET /v1/items?size=1", "GET /v1/items?after=2", "GET /v1/more?x=1"])
        #expect(transport.requests.allSatisfy { $0.headers["x-key"] == "k" })
    }

    @Test func `page numbers`() async throws {
        let transport = FakeTransport { _, number in .json(#"{"items":[\#(number)],"more":\#(number < 3)}"#) }
        let pages = try items(transport).list.pages(by: .page(\.page) { $0.more == true })
        #expect(try await collect(pages.items(\.items)) == [1, 2, 3])
        #expect(
            transport.lines == ["GET /v1/items?size=2", "GET /v1/items?page=2&size=2", "GET /v1/items?page=3&size=2"]
        )
    }

    @Test func `page numbers that every input has`() async throws {
        struct Numbered: ParameterObject, DefaultInitializable { var page = 0 }
        struct Books: Sendable { let list = ServiceMethod<Numbered, Page>(.get("/books{?page}")) }
        let transport = FakeTransport { _, number in .json(#"{"items":[\#(number)],"more":\#(number < 2)}"#) }
        let books = try ModelClient(
            Books(),
            name: "books",
            baseURL: "https://api.test",
            transport: transport,
            plugins: [PathTokens()]
        )
        let pages = books.list.pages(by: .page(\.page) { $0.more == true })
        #expect(try await collect(pages.items(\.items)) == [1, 2])
        #expect(transport.lines == ["GET /books?page=0", "GET /books?page=1"])
    }

    @Test func `every iteration begins anew, and asks for no page that nobody takes`() async throws {
        let transport = FakeTransport { _, number in .json(#"{"items":[1],"next":"\#(number)"}"#) }
        let pages = try items(transport).list.pages(by: .cursor(\.cursor, \.next))
        for _ in 1...2 { for try await _ in pages { break } }
        #expect(transport.lines == Array(repeating: "GET /v1/items?size=2", count: 2))
    }

    @Test func `more pages than the limit are an error, and the pages before it come`() async throws {
        let transport = FakeTransport { _, number in .json(#"{"items":[\#(number)],"next":"\#(number)"}"#) }
        var iterator = try items(transport).list.pages(by: .cursor(\.cursor, \.next), limit: 2).makeAsyncIterator()
        #expect(try await iterator.next()?.data.items == [1])
        #expect(try await iterator.next()?.data.items == [2])
        let error = await #expect(throws: ServiceError.self) { try await iterator.next() }
        #expect(error?.code == .paginationFailed)
        #expect(error?.message.contains("more than 2 pages") == true)
        #expect(try await iterator.next() == nil)
        #expect(transport.lines.count == 2)
    }

    @Test(arguments: [
        ("<https://evil.test/v1/items>; rel=next", "another origin"), ("<//evil.test/>; rel=next", "another origin"),
        ("<http://api.test/v1/items>; rel=next", "another origin"), ("<?size=2>; rel=next", "leads to this one"),
    ])
    func `a link that must not be followed is an error behind the page that has it`(
        link: String,
        reason: String
    ) async throws {
        let transport = FakeTransport { _, _ in .json(#"{"items":[7]}"#, headers: ["link": link]) }
        var iterator = try items(transport).list.pages(by: .link).items(\.items).makeAsyncIterator()
        #expect(try await iterator.next() == 7)
        let error = await #expect(throws: ServiceError.self) { try await iterator.next() }
        #expect(error?.code == .paginationFailed)
        #expect(error?.message.contains(reason) == true)
        #expect(error?.description.hasPrefix("items.list failed at didParse") == true)
        #expect(error?.response?.headers["link"] == link)
        #expect(error?.request?.url.path == "/v1/items")
        #expect(try await iterator.next() == nil)
        #expect(transport.lines.count == 1)
    }

    @Test func `a cursor that does not move`() async throws {
        let transport = FakeTransport { _, _ in .json(#"{"items":[1],"next":"a"}"#) }
        let pages = try items(transport).list.pages(by: .cursor(\.cursor, \.next))
        let error = await #expect(throws: ServiceError.self) { try await collect(pages.items(\.items)) }
        #expect(error?.code == .paginationFailed)
        #expect(transport.lines.count == 2)
    }

    @Test func `links and cursors that go in a circle`() async throws {
        let transport = FakeTransport { _, number in
            let name = ["a", "b", "c"][number % 3]
            return .json(#"{"items":[1],"next":"\#(name)"}"#, headers: ["link": "</v1/items?p=\(name)>; rel=next"])
        }
        let client = try items(transport)
        for pagination in [Pagination<List, Page>.link, .cursor(\.cursor, \.next)] {
            let before = transport.lines.count
            var count = 0
            let error = await #expect(throws: ServiceError.self) {
                for try await _ in client.list.pages(by: pagination) { count += 1 }
            }
            #expect(error?.code == .paginationFailed)
            #expect(error?.message.contains("gave before") == true)
            #expect(count == 4)
            #expect(transport.lines.count - before == 4)
        }
    }

    @Test(arguments: [404, 429, 500, 503, 304] as [ResponseStatus])
    func `an answer that tells a failure is no last page`(status: ResponseStatus) async throws {
        struct Lenient: Codable, Sendable {
            var items: [Int]?
            var next: String?
        }
        struct Service: Sendable { let list = ServiceMethod<List, Lenient>(.get("/items{?cursor,page,size}")) }
        let transport = FakeTransport { _, number in
            number == 1 ? .json(#"{"items":[1],"next":"a"}"#) : .json("{}", status: status)
        }
        let client = try ModelClient(
            Service(),
            name: "items",
            baseURL: "https://api.test",
            transport: transport,
            plugins: [PathTokens()]
        )
        var iterator = client.list.pages(by: .cursor(\.cursor, \.next)).makeAsyncIterator()
        #expect(try await iterator.next()?.data.items == [1])
        let error = await #expect(throws: ServiceError.self) { try await iterator.next() }
        #expect(error?.code == .unsuccessfulStatus)
        #expect(error?.status == status)
        #expect(error?.endpoint == "list")
        #expect(try await iterator.next() == nil)
    }

    @Test func `the largest number of a page`() async throws {
        let transport = FakeTransport { _, _ in .json(#"{"items":[1],"more":true}"#) }
        var iterator = try items(transport).list.pages(List(page: .max), by: .page(\.page) { $0.more == true })
            .makeAsyncIterator()
        #expect(try await iterator.next()?.data.items == [1])
        let error = await #expect(throws: ServiceError.self) { try await iterator.next() }
        #expect(error?.code == .paginationFailed)
    }

    /// What cursors are beside optional texts.
    struct Feed: ParameterObject, DefaultInitializable {
        var number: Int?
        var any: DynamicValue?
        var text: String?
    }

    struct FeedPage: Codable, Sendable {
        var number: Int?
        var any: DynamicValue
        var text: String
    }

    struct Feeds: Sendable {
        let typed = ServiceMethod<Feed, FeedPage>(.get("/typed{?number,any,text}"))
        let dynamic = ServiceMethod<Feed, DynamicValue>(.get("/dynamic{?number,any,text}"))
    }

    @Test(
        arguments: [
            (.cursor(\.number, \.number), "number=0", "number=9007199254740993"),
            (.cursor(\.any, \.any), "any=0", "any=9007199254740993"),
            (.cursor(\.text, \.text), "text=a", "text=b"),
        ] as [(Pagination<Feed, FeedPage>, String, String)]
    )
    func `a cursor that is a number, of any kind, or a text that is always there`(
        pagination: Pagination<Feed, FeedPage>,
        second: String,
        third: String
    ) async throws {
        let bodies = [
            #"{"number":0,"any":0,"text":"a"}"#, #"{"number":9007199254740993,"any":9007199254740993,"text":"b"}"#,
            #"{"number":null,"any":null,"text":""}"#,
        ]
        let transport = FakeTransport { _, number in .json(bodies[number - 1]) }
        let client = try feeds(transport)
        var count = 0
        for try await _ in client.typed.pages(by: pagination) { count += 1 }
        #expect(count == 3)
        #expect(transport.lines == ["GET /typed", "GET /typed?\(second)", "GET /typed?\(third)"])
    }

    @Test(arguments: [#"{"any":null}"#, "{}", #"{"any":""}"#, "[]", ""])
    func `a body of any shape without a cursor`(last: String) async throws {
        let transport = FakeTransport { _, number in .json(number == 1 ? #"{"any":"x"}"# : last) }
        var count = 0
        for try await _ in try feeds(transport).dynamic.pages(by: .cursor(\.any, \.["any"])) { count += 1 }
        #expect(count == 2)
        #expect(transport.lines == ["GET /dynamic", "GET /dynamic?any=x"])
    }

    private func feeds(_ transport: FakeTransport) throws -> ModelClient<Feeds> {
        try ModelClient(
            Feeds(),
            name: "feeds",
            baseURL: "https://api.test",
            transport: transport,
            plugins: [PathTokens()]
        )
    }

    @Test func `a task that was cancelled gets no error but that`() async throws {
        let transport = FakeTransport { _, _ in .json(#"{"items":[1]}"#, headers: ["link": "<//evil.test/>; rel=next"])
        }
        let pages = try items(transport).list.pages(by: .link)
        let task = Task {
            var iterator = pages.makeAsyncIterator()
            _ = try await iterator.next()
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            _ = try await iterator.next()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `cancelling the task ends it`() async throws {
        let transport = FakeTransport { _, number in .json(#"{"items":[\#(number)],"next":"\#(number)"}"#) }
        let pages = try items(transport).list.pages(by: .cursor(\.cursor, \.next))
        let task = Task {
            var count = 0
            for try await _ in pages {
                count += 1
                if count == 3 { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(transport.lines.count == 3)
    }

    @Test func `a call that fails ends it`() async throws {
        let transport = FakeTransport { _, _ in .json("no JSON") }
        var iterator = try items(transport).list.pages(by: .link).makeAsyncIterator()
        await #expect(throws: ServiceError.self) { try await iterator.next() }
        #expect(try await iterator.next() == nil)
    }
}
