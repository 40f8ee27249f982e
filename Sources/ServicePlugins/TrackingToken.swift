public import ServiceCore

/// Gives every call a random token by which its log lines can be found: on the session and on the response.
///
/// ```swift
/// TrackingToken(prefix: "shop-")
/// let page = try await users.call("getUsers")
/// print(page.trackingToken)  // "shop-7GQ2M0XK4B"
/// ```
/// The token is made of `A`–`Z` and `0`–`9`. It tells calls apart and is no secret: it is not made for cryptography. A call may give a
/// token or a prefix of its own, for example the one of the request that it serves. The token is not sent; a plugin
/// that should send it reads `session.trackingToken`.
public struct TrackingToken: SessionPreparing, ResponsePreparing, ParsePreparing, OptionReading, ClientPreparing {
    private let prefix: String
    private let length: Int
    private let random: @Sendable () -> UInt64

    /// Creates the plugin.
    ///
    /// - Parameters:
    ///   - prefix: What a token begins with, not counted in its length. Default: nothing.
    ///   - length: The number of random characters, from 1 to 128. Default: 10, which is 3.6 × 10¹⁵ tokens.
    ///   - random: A source of random bits, for tests. Default: a generator seeded by the system.
    public init(
        prefix: String = "",
        length: Int = 10,
        random: @escaping @Sendable () -> UInt64 = { RandomBits.shared.next() }
    ) {
        self.prefix = prefix
        self.length = length
        self.random = random
    }

    /// `trackingToken` and `trackingTokenPrefix`
    public var options: [OptionDeclaration] {
        [OptionDeclaration(TrackingTokenOption.self), OptionDeclaration(TrackingTokenPrefixOption.self)]
    }

    /// A length that is out of bounds.
    public func problems(in client: ClientDescription) -> [ConfigurationProblem] {
        (1...128).contains(length)
            ? [] : [ConfigurationProblem("the length of the tracking token is \(length): give a number from 1 to 128")]
    }

    /// Makes the token.
    public func prepareSession(_ session: inout ServiceSession) throws {
        session.attributes[TrackingTokenKey.self] =
            session.options[TrackingTokenOption.self]
            ?? makeToken(session.options[TrackingTokenPrefixOption.self] ?? prefix)
    }

    /// Puts the token on the response.
    public func prepareResponse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        response.attributes[TrackingTokenKey.self] = session.trackingToken
    }

    /// Puts the token on a response that an around hook made by itself, for example one from a cache.
    public func willParse(_ response: inout ServiceResponse, session: inout ServiceSession) throws {
        if response.trackingToken != session.trackingToken {
            response.attributes[TrackingTokenKey.self] = session.trackingToken
        }
    }

    private func makeToken(_ prefix: String) -> String {
        let digits: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        let random = unsafe String(unsafeUninitializedCapacity: length) { buffer in
            var bits: UInt64 = 0
            for index in 0..<length {
                // 64 bits hold twelve characters: 36¹² is less than 2⁶⁴.
                if index % 12 == 0 { bits = self.random() }
                // In bounds: the remainder is less than the 36 characters, the index less than the capacity.
                unsafe buffer[index] = digits.utf8Start[Int(bits % 36)]
                bits /= 36
            }
            return length
        }
        return prefix.isEmpty ? random : prefix + random
    }
}

/// The token of a call.
public enum TrackingTokenOption: ServiceOptionKey {
    /// The whole token.
    public typealias Value = String
    /// `trackingToken`
    public static let name = "trackingToken"
}

/// The prefix of a call's token.
public enum TrackingTokenPrefixOption: ServiceOptionKey {
    /// What the token begins with.
    public typealias Value = String
    /// `trackingTokenPrefix`
    public static let name = "trackingTokenPrefix"
}

extension ServiceOption {
    /// The token of the call in the place of a random one, read by ``TrackingToken``.
    public static func trackingToken(_ token: String) -> Self {
        Self(TrackingTokenOption.self, token)
    }

    /// What the token of the call begins with, read by ``TrackingToken``.
    public static func trackingTokenPrefix(_ prefix: String) -> Self {
        Self(TrackingTokenPrefixOption.self, prefix)
    }
}

private enum TrackingTokenKey: AttributeKey {
    typealias Value = String
    static let name = "trackingToken"
}

extension ServiceSession {
    /// The token of the call, made by the plugin `TrackingToken`; `nil` without it.
    public var trackingToken: String? { attributes[TrackingTokenKey.self] }
}

extension ServiceError {
    /// The token of the call that failed, made by the plugin `TrackingToken`; `nil` without it.
    public var trackingToken: String? { attributes[TrackingTokenKey.self] }
}

extension ServiceResponse {
    /// The token of the call, made by the plugin `TrackingToken`; `nil` without it.
    public var trackingToken: String? { attributes[TrackingTokenKey.self] }
}
