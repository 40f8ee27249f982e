import ServiceCore
import Testing

struct PipelineDescriptionTests {
    @Test func everyStageWithItsPluginsInOrder() throws {
        let client = try makeClient(
            plugins: [
                Painter(colour: "red"), EveryHook(name: "All"), Retry(), Hedging(delay: .seconds(1)), Witness(),
                Semaphore(1),
            ],
            endpoints: [
                "list": .get("/items"), "one": .get("/items/{id}", .colour("hunter2"), .maximumBodySize(9)),
                "make": .post("/items"),
            ]
        )
        let expected = """
            items
              prepareSession    Painter, All
              preparePath       All
              prepareRequest    All
              preparePayload    All
              interceptCall     All > Retry > Hedging
              interceptAttempt  All > Witness > Semaphore
              willSend          All
              prepareResponse   All
              didReceive        All
              didRead           All
              willParse         All
              didParse          All
              didFail           All, Witness
              didEnd            All, Witness
              close             All
              list              GET /items  colour (client)
              one               GET /items/{id}  colour (endpoint), maximumBodySize (endpoint)
              make              POST /items  colour (client)
            """
        #expect(client.pipeline.description == expected)
        #expect(client.pipeline.plugins(at: .interceptCall) == ["All", "Retry", "Hedging"])
        #expect(client.pipeline.plugins(at: .send) == [])
    }

    @Test func aBareClient() throws {
        #expect(try makeClient().pipeline.description == "items\n  get   GET /items\n  post  POST /items")
    }

    @Test func equalClientsHaveEqualPipelines() throws {
        #expect(try makeClient(plugins: [Retry()]).pipeline == makeClient(plugins: [Retry()]).pipeline)
        #expect(try makeClient(plugins: [Retry()]).pipeline != makeClient().pipeline)
    }
}
