/// What descriptions, errors and logs must not tell: which names hold secrets, and which texts are secret wherever they stand.
///
/// Masking is the default, and opting out is by name only. The standard policy hides what carries credentials: `Authorization`,
/// `Proxy-Authorization`, `Cookie`, `Set-Cookie`, whatever is called a key, a token, a secret, a password or a signature, in header
/// fields, in queries, in forms, in members of JSON and in placeholders of a path; and user information in URLs. Every description
/// and every error of the package asks the policy of its client:
///
/// ```swift
/// ServiceClient(…, redaction: .standard.revealing("code", "pageToken").hiding("ssn"))
/// ```
/// A plugin that learns of a secret which no name gives away says so, and no description of that call tells it:
///
/// ```swift
/// session.redaction.hideValue(inviteCode)
/// ```
/// A sink or a plugin that shows something itself asks ``ServiceSession/redaction``, of which ``hidingSecrets(of:)`` also knows the
/// secrets that a server may send back.
///
/// The properties of requests, responses and errors are not masked: they are the program's own.
public struct Redaction: Sendable {
    /// What stands in the place of a secret: `<redacted>`.
    public static let mask = "<redacted>"

    /// The standard policy.
    public static let standard = Redaction()

    /// What differs from the standard policy. Nothing does for most clients, and a call must not pay for it then.
    var rules: Rules?

    /// Creates the standard policy.
    public init() {}

    final class Rules: Sendable {
        let hidden: Set<String>
        let revealed: Set<String>
        /// Texts that are secret wherever they stand.
        let values: SecretValues
        /// The request whose secrets are among the values.
        let request: ServiceRequest?

        init(hidden: Set<String>, revealed: Set<String>, values: SecretValues, request: ServiceRequest?) {
            self.hidden = hidden
            self.revealed = revealed
            self.values = values
            self.request = request
        }
    }

    /// Whether two policies are one that nobody has changed since it was copied.
    package func isIdentical(to other: Redaction) -> Bool { rules === other.rules }
}

extension Redaction {
    /// A policy that also hides what has one of these names.
    ///
    /// A name is compared as a whole, without regard to case, `-` and `_`: `hiding("ssn")` hides `SSN` and not `ssnType`.
    public func hiding(_ names: String...) -> Redaction {
        let names = Set(names.map(SecretNames.plain))
        return with(hidden: hidden.union(names), revealed: revealed.subtracting(names))
    }

    /// A policy that shows what has one of these names: the only way to opt out.
    ///
    /// A name is compared as in ``hiding(_:)``: after `revealing("code")`, a `verification_code` is hidden as before.
    public func revealing(_ names: String...) -> Redaction {
        let names = Set(names.map(SecretNames.plain))
        return with(hidden: hidden.subtracting(names), revealed: revealed.union(names))
    }

    /// Hides a text, for example a token that stands in a path, wherever it stands: as it is, percent-encoded, escaped as in JSON or HTML,
    /// or as a part of Base64.
    ///
    /// A text of fewer than four bytes is hidden in the paths of URLs only; elsewhere it would be found where it means nothing.
    public mutating func hideValue(_ value: String) {
        var values = self.values
        values.insert(value)
        self = with(values: values)
    }

    /// Whether the value of a header field, a query item, a form field, a member of JSON or a placeholder of this name is a secret.
    ///
    /// A name is compared without regard to case, `-` and `_`: `X-Api-Key`, `api_key` and `apikey` are one. Of a name with parts,
    /// such as `auth[token]` or `user.password`, each part decides.
    public func isSecret(_ name: some StringProtocol) -> Bool { isSecret(Array(name.utf8)) }

    func isSecret(_ name: [UInt8]) -> Bool {
        for part in SecretNames.parts(of: name) {
            if let rules, rules.revealed.contains(part) { continue }
            if let rules, rules.hidden.contains(part) { return true }
            if SecretNames.isSecret(part) { return true }
        }
        return false
    }

    /// Whether a number is one that a description must not lose: see ``SecretNames``. Who hides the name means it.
    package func isErrorCode(_ name: some StringProtocol, _ value: some Sequence<UInt8>) -> Bool {
        hidden.isEmpty && SecretNames.isErrorCode(name, value)
    }

    private var hidden: Set<String> { rules?.hidden ?? [] }
    private var revealed: Set<String> { rules?.revealed ?? [] }
    var values: SecretValues { rules?.values ?? SecretValues() }

    func with(
        hidden: Set<String>? = nil,
        revealed: Set<String>? = nil,
        values: SecretValues? = nil,
        request: ServiceRequest? = nil
    ) -> Redaction {
        var changed = Redaction()
        changed.rules = Rules(
            hidden: hidden ?? self.hidden,
            revealed: revealed ?? self.revealed,
            values: values ?? self.values,
            request: request
        )
        return changed
    }
}
