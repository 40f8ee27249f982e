import ServiceCore
import ServiceModels
import Testing

struct ServiceFailureTests {
    struct APIFailure: Codable, Sendable, Equatable { var message: String }
    struct Item: Codable, Sendable, Equatable { var id: Int }

    struct Items: Sendable {
        let get = ServiceMethod<Void, Item>(.get("/item"), failure: APIFailure.self)
        let delete = ServiceMethod<Void, Void>(.delete("/item"), failure: APIFailure.self)
        let lenient = ServiceMethod<Void, DynamicValue>(.get("/item"))
    }

    private func items(_ body: String, _ status: ResponseStatus) throws -> ModelClient<Items> {
        let transport = FakeTransport { _, _ in .json(body, status: status) }
        return try ModelClient(Items(), name: "items", baseURL: "https://api.test", transport: transport)
    }

    @Test(arguments: [400, 404, 500, 503] as [ResponseStatus])
    func `an answer with 4xx or 5xx has its body decoded`(status: ResponseStatus) async throws {
        let items = try items(#"{"message":"gone"}"#, status)
        for call in [{ try await items.get() as Any }, { try await items.delete() as Any }] {
            let error = await #expect(throws: ServiceError.self) { _ = try await call() }
            #expect(error?.code == .unsuccessfulStatus)
            #expect(error?.status == status)
            #expect(error?.stage == .parse)
            #expect(error?.failure(as: APIFailure.self) == APIFailure(message: "gone"))
            #expect(error?.failure(as: Item.self) == nil)
            #expect(error?.cause is ServiceFailure<APIFailure>)
        }
    }

    @Test func `a client may have one model of failures for all methods, and a method its own`() async throws {
        struct Own: Codable, Sendable { var text: String }
        struct Mixed: Sendable {
            let common = ServiceMethod<Void, Item>(.get("/a"))
            let own = ServiceMethod<Void, Void>(.get("/b"), failure: Own.self)
        }
        let mixed = try ModelClient(
            Mixed(),
            name: "items",
            baseURL: "https://api.test",
            failure: APIFailure.self,
            transport: FakeTransport { _, _ in .json(#"{"message":"gone","text":"own"}"#, status: 404) }
        )
        let common = await #expect(throws: ServiceError.self) { try await mixed.common() }
        #expect(common?.failure(as: APIFailure.self)?.message == "gone")
        let own = await #expect(throws: ServiceError.self) { try await mixed.own() }
        #expect(own?.failure(as: Own.self)?.text == "own")
    }

    @Test func `any other status is an answer`() async throws {
        #expect(try await items(#"{"id":1}"#, 201).get().data == Item(id: 1))
        #expect(try await items("", 304).delete().status == 304)
    }

    @Test func `without a model of failures no status is an error`() async throws {
        #expect(try await items(#"{"message":"gone"}"#, 404).lenient().data["message"].string == "gone")
    }

    @Test func `a body that is not of the model`() async throws {
        let items = try items("<html>", 502)
        let error = await #expect(throws: ServiceError.self) { try await items.get() }
        #expect(error?.code == .unsuccessfulStatus)
        #expect(error?.message == "the answer is 502 Bad Gateway, and its body is no APIFailure")
        #expect(error?.cause != nil)
        #expect(error?.response?.bytes == Array("<html>".utf8))
    }

    @Test func `a body of another shape does not hide the status, and all is told that is not of the model`()
        async throws
    {
        struct Detailed: Codable, Sendable {
            var code: Int
            var message: String
            var details: [Item]
        }
        struct Service: Sendable { let get = ServiceMethod<Void, Item>(.get("/item"), failure: Detailed.self) }
        for (body, reasons) in [
            (
                #"{"code":"x","details":[{"id":1},{"id":null},{}]}"#,
                """
                :
                  - "code" is a text, not Int
                  - "message" is missing (String)
                  - "details[1].id" is null, not Int
                  - "details[2].id" is missing (Int)
                """
            ), ("[]", ":\n  - it is a list, not Detailed"), ("", ""), ("{", ""),
            ("\"x\"", ":\n  - it is a text, not Detailed"),
        ] {
            let client = try ModelClient(
                Service(),
                name: "items",
                baseURL: "https://api.test",
                transport: FakeTransport { _, _ in .json(body, status: 409) }
            )
            let error = await #expect(throws: ServiceError.self) { try await client.get() }
            #expect(error?.code == .unsuccessfulStatus)
            #expect(error?.status == 409)
            #expect(error?.message == "the answer is 409 Conflict, and its body is no Detailed\(reasons)")
            #expect(error?.cause != nil)
            #expect(error?.response?.bytes == Array(body.utf8))
        }
    }

    @Test func `an endpoint of a plain client`() async throws {
        let client = try ServiceClient(
            name: "items",
            baseURL: "https://api.test",
            endpoints: ["get": .get("/item"), "put": .put("/item")],
            transport: FakeTransport { _, _ in .json(#"{"message":"gone"}"#, status: 410) }
        )
        let failure = APIFailure.self
        let calls: [@Sendable () async throws -> Void] = [
            { try await client.call(Endpoint<Void, Item>("get", failure: failure)) },
            { try await client.call(Endpoint<Void, Void>("get", failure: failure)) },
            { try await client.call(Endpoint<Item, Item>("put", failure: failure), Item(id: 1)) },
            { try await client.call(Endpoint<Item, Void>("put", failure: failure), Item(id: 1)) },
        ]
        for call in calls {
            let error = await #expect(throws: ServiceError.self) { try await call() }
            #expect(error?.failure(as: failure) == APIFailure(message: "gone"))
        }
    }

    @Test func `the body is described only where it describes itself`() {
        struct Spoken: CustomStringConvertible { let description = "spoken" }
        let silent = ServiceFailure(status: 404, body: APIFailure(message: "secret"))
        #expect(silent.description == "404 Not Found with APIFailure")
        #expect(ServiceFailure(status: 404, body: Spoken()).description == "404 Not Found: spoken")
    }
}
