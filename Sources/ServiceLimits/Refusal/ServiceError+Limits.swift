public import ServiceCore

extension ServiceError.Code {
    /// As many calls wait for a limit as may; the cause is a ``LimitRefusal``.
    public static let tooManyRequestsPending = ServiceError.Code("tooManyRequestsPending")
    /// A call waited, or would wait, for a limit longer than it may; the cause is a ``LimitRefusal``.
    public static let tooMuchTimePending = ServiceError.Code("tooMuchTimePending")
}

extension ServiceError {
    /// Why a limit refused the call; `nil` where the error is not that of a limit.
    ///
    /// One look matches the whole family, whichever plugin and whichever code: `catch let error as ServiceError where
    /// error.limitRefusal != nil`.
    public var limitRefusal: LimitRefusal? { cause as? LimitRefusal }

    /// Creates the error of a refused call: with the code and the message of the reason, and the refusal as its cause.
    public init(_ refusal: LimitRefusal) {
        let (code, message): (ServiceError.Code, String) =
            switch refusal.reason {
            case .pendingLimit:
                (
                    .tooManyRequestsPending,
                    "\(refusal.pending) calls wait already, as many as may: call later, or raise pendingLimit"
                )
            case .pendingTimeout:
                (
                    .tooMuchTimePending,
                    "the turn of this call \(refusal.tense) within pendingTimeout: call later, or allow a longer wait"
                )
            case .deadline:
                (
                    .deadlineExceeded,
                    "the turn of this call \(refusal.tense) before its deadline: call later, or allow more time"
                )
            case .clientClosed:
                (.clientClosed, "the client was closed before the turn of this call: make a new one, or close it later")
            default:
                (
                    .tooManyRequestsPending,
                    "\(refusal.partitionsInUse): call later, or raise maximumCount of the partition"
                )
            }
        self.init(code, message, cause: refusal)
    }
}

extension LimitRefusal {
    /// What is known of a table that is full: large ones are not looked through.
    fileprivate var partitionsInUse: String {
        let looks = LimitPartition.looksForRoom
        if limit <= looks { return "all \(limit) partitions are in use" }
        return "there are \(limit) partitions, and the \(looks) looked at are in use"
    }

    /// A rate limit knows in advance, a pool does not.
    fileprivate var tense: String { waited > .zero ? "did not come" : "would not come" }
}
