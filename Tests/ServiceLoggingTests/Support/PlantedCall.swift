import ServiceCore

/// A call that carries secrets wherever a secret can be, and what becomes of it.
struct PlantedCall: Sendable {
    /// How a call ends.
    enum Ending: CaseIterable {
        case success, noJSON, transportError, foreignError, tooLong, hookBefore, hookAfter, forbidden
    }

    let ending: Ending
    let endpoint: String
    let options: [ServiceOption]
    let payload: Payload
    /// What the transport answers; `nil` where it throws ``failure``.
    let answer: TransportResponse?
    /// What the transport or the hook throws.
    let failure: any Error
    /// Where an excerpt of a body may be cut off.
    let cut: Int
    /// What tells the secrets of the call: their cores are random texts that occur nowhere but in a secret.
    let signs: SecretSigns
}

/// An error of somebody else, with a description that says too much.
struct TalkativeError: Error, CustomStringConvertible {
    let description: String
}
