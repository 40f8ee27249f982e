/// The plugins of a client, sorted by hook once: a call walks through these lists and through nothing else.
///
/// By index where a hook is asynchronous: `for` copies each element, which retains what is in it.
struct Hooks: Sendable {
    let kinds: Kinds
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
    let clientClosing: [ClosingHook]

    /// - Parameter closing: Those of `clientClosing` that a client with fewer plugins has already.
    init(_ plugins: [any ServicePlugin], closing: [ClosingHook] = []) {
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
        clientClosing =
            closing + plugins.compactMap { $0 as? any ClientClosing }.dropFirst(closing.count).map(ClosingHook.init)
        var kinds = Kinds()
        if !sessionPreparing.isEmpty { kinds.insert(.sessionPreparing) }
        if !pathPreparing.isEmpty { kinds.insert(.pathPreparing) }
        if !requestPreparing.isEmpty { kinds.insert(.requestPreparing) }
        if !payloadPreparing.isEmpty { kinds.insert(.payloadPreparing) }
        if !callIntercepting.isEmpty { kinds.insert(.callIntercepting) }
        if !attemptIntercepting.isEmpty { kinds.insert(.attemptIntercepting) }
        if !sendPreparing.isEmpty { kinds.insert(.sendPreparing) }
        if !responsePreparing.isEmpty { kinds.insert(.responsePreparing) }
        if !responseReceiving.isEmpty { kinds.insert(.responseReceiving) }
        if !bodyReading.isEmpty { kinds.insert(.bodyReading) }
        if !parsePreparing.isEmpty { kinds.insert(.parsePreparing) }
        if !responseParsing.isEmpty { kinds.insert(.responseParsing) }
        self.kinds = kinds
    }

    /// Which hooks there are: one look tells that a stage has none, without touching its list.
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt16

        static let sessionPreparing = Kinds(rawValue: 1 << 0)
        static let pathPreparing = Kinds(rawValue: 1 << 1)
        static let requestPreparing = Kinds(rawValue: 1 << 2)
        static let payloadPreparing = Kinds(rawValue: 1 << 3)
        static let callIntercepting = Kinds(rawValue: 1 << 4)
        static let attemptIntercepting = Kinds(rawValue: 1 << 5)
        static let sendPreparing = Kinds(rawValue: 1 << 6)
        static let responsePreparing = Kinds(rawValue: 1 << 7)
        static let responseReceiving = Kinds(rawValue: 1 << 8)
        static let bodyReading = Kinds(rawValue: 1 << 9)
        static let parsePreparing = Kinds(rawValue: 1 << 10)
        static let responseParsing = Kinds(rawValue: 1 << 11)

        /// Those that run before the request is encoded.
        static let preparing: Kinds = [.sessionPreparing, .pathPreparing, .requestPreparing, .payloadPreparing]
        /// Those that run before the request is sent.
        static let beforeSending: Kinds = preparing.union([.callIntercepting, .attemptIntercepting, .sendPreparing])
        /// Those that run while the response is received.
        static let receiving: Kinds = [.responsePreparing, .responseReceiving, .bodyReading]
    }
}
