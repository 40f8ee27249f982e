import Foundation
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
    /// The cores of all secrets: random texts that occur nowhere but in a secret.
    let secrets: [String]

    /// The secrets of which a good part stands in a text.
    func leaks(in text: String) -> [String] {
        let text = Data(text.utf8)
        return secrets.filter { secret in
            let core = Data(secret.utf8)
            // Whatever has eleven characters of a core has one of these three.
            return [core.prefix(8), core.dropFirst(4).prefix(8), core.suffix(8)].contains { text.range(of: $0) != nil }
        }
    }
}

/// An error of somebody else, with a description that says too much.
struct TalkativeError: Error, CustomStringConvertible {
    let description: String
}
