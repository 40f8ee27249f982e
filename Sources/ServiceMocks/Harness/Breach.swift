import ServiceCore

extension PluginReport {
    /// A promise that a plugin was seen to break while a call ran.
    enum Breach: Hashable, Sendable, CustomStringConvertible {
        /// The deadline outside of the attempt hook was another one behind the attempt than before.
        case movedDeadline
        /// An around hook returned a response where all that it got from inside was a `CancellationError`.
        case swallowedCancellation(Stage)
        /// An around hook called `next` once more when that had come back and the call had been cancelled.
        case calledAgain(Stage)
        /// Less was held when the body was read than when the attempt began.
        case gaveBackEarly
        /// An attribute of the session was gone or another one at the end of the call.
        case changedAttributes
        /// The redaction of the session did not hide any more what it was told to.
        case changedRedaction

        var description: String {
            switch self {
            case .movedDeadline: "it left another deadline behind the attempt than there was before"
            case .swallowedCancellation(let stage):
                "it swallowed the cancellation: \(stage) returned a response when what is inside of it had thrown CancellationError"
            case .calledAgain(let stage): "it called next again in \(stage) when the call had been cancelled"
            case .gaveBackEarly: "it gave back what it took before the body had been read"
            case .changedAttributes: "it removed or changed an attribute of the session that is another's"
            case .changedRedaction: "it changed what the redaction of the session hides"
            }
        }
    }
}
