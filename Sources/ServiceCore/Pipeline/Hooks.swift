/// The plugins of a client, sorted by hook once: a call walks through these lists and through nothing else.
struct Hooks: Sendable {
    let plugins: [any ServicePlugin]
    let sessionPreparing: [any SessionPreparing]
    let pathPreparing: [any PathPreparing]
    let requestPreparing: [any RequestPreparing]
    let payloadPreparing: [any PayloadPreparing]
    let callIntercepting: [any CallIntercepting]
    let attemptIntercepting: [any AttemptIntercepting]
    let sendPreparing: [any SendPreparing]
    let responsePreparing: [any ResponsePreparing]
    let responseReceiving: [any ResponseReceiving]
    let bodyReading: [any BodyReading]
    let parsePreparing: [any ParsePreparing]
    let responseParsing: [any ResponseParsing]
    let failureObserving: [any FailureObserving]
    let endObserving: [any EndObserving]
    let clientClosing: [any ClientClosing]

    init(_ plugins: [any ServicePlugin]) {
        self.plugins = plugins
        sessionPreparing = plugins.compactMap { $0 as? any SessionPreparing }
        pathPreparing = plugins.compactMap { $0 as? any PathPreparing }
        requestPreparing = plugins.compactMap { $0 as? any RequestPreparing }
        payloadPreparing = plugins.compactMap { $0 as? any PayloadPreparing }
        callIntercepting = plugins.compactMap { $0 as? any CallIntercepting }
        attemptIntercepting = plugins.compactMap { $0 as? any AttemptIntercepting }
        sendPreparing = plugins.compactMap { $0 as? any SendPreparing }
        responsePreparing = plugins.compactMap { $0 as? any ResponsePreparing }
        responseReceiving = plugins.compactMap { $0 as? any ResponseReceiving }
        bodyReading = plugins.compactMap { $0 as? any BodyReading }
        parsePreparing = plugins.compactMap { $0 as? any ParsePreparing }
        responseParsing = plugins.compactMap { $0 as? any ResponseParsing }
        failureObserving = plugins.compactMap { $0 as? any FailureObserving }
        endObserving = plugins.compactMap { $0 as? any EndObserving }
        clientClosing = plugins.compactMap { $0 as? any ClientClosing }
    }
}
