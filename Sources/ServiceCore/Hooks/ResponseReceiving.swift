/// A plugin that sees or changes a response whose head is there and whose body has not been read.
public protocol ResponseReceiving: ServicePlugin {
    /// Sees the head. In a streamed call, the caller's closure gets the response as the last plugin leaves it.
    func didReceive(_ response: inout ServiceResponse, session: inout ServiceSession) async throws
}
