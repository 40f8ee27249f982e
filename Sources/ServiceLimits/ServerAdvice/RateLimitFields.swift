import ServiceCore

/// The fields `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers-10, §3 and §4: lists of named items with
/// parameters.
///
/// The draft wants names in quotation marks; tokens, which it allowed until its version 09, are read too.
enum RateLimitFields {
    /// More policies than this are not looked at: no service has them, and they are compared with each other.
    private static let maximumCount = 32
    /// A longer field is not read, for it is read with every response.
    private static let maximumLength = 8192

    static func quotas(in headers: HeaderFields) -> [ServerQuota] {
        var policies = headers["ratelimit-policy"].map { items($0).compactMap { try? ServerQuota(policy: $0) } } ?? []
        let limits = headers["ratelimit"].map { items($0).compactMap { try? ServerQuota(limit: $0) } } ?? []
        for limit in limits {
            let index = policies.firstIndex { $0.remaining == nil && limit.isLimit(of: $0) }
            if let index {
                policies[index].remaining = limit.remaining
                policies[index].reset = limit.reset
                policies[index].partitionKey = limit.partitionKey ?? policies[index].partitionKey
            } else {
                policies.append(limit)
            }
        }
        return policies
    }

    /// The items of a list; none where the field is malformed.
    private static func items(_ text: String) -> [FieldItem] {
        if text.utf8.count > maximumLength { return [] }
        let members = (try? StructuredField.list(text)) ?? []
        return members.prefix(maximumCount).compactMap { if case .item(let item) = $0 { item } else { nil } }
    }
}

extension ServerQuota {
    /// Reads an item of `RateLimit-Policy`, §3.1.
    fileprivate init(policy item: FieldItem) throws {
        self.init(policy: try item.name())
        quota = try item.count("q", isRequired: true)
        window = try item.count("w").map { .seconds($0) }
        unit = try item.unit() ?? unit
        partitionKey = try item.partitionKey()
        if window == .zero { throw MalformedItem() }
    }

    /// Reads an item of `RateLimit`, §4.1.
    fileprivate init(limit item: FieldItem) throws {
        self.init(policy: try item.name())
        remaining = try item.count("r", isRequired: true)
        reset = try item.count("t").map { .seconds($0) }
        partitionKey = try item.partitionKey()
    }

    /// Whether this is the limit of a policy.
    fileprivate func isLimit(of policy: ServerQuota) -> Bool {
        self.policy == policy.policy
            && (partitionKey == nil || policy.partitionKey == nil || partitionKey == policy.partitionKey)
    }
}

/// An item that has not what the draft demands of it; the others of its field count.
private struct MalformedItem: Error {}

extension FieldItem {
    fileprivate func name() throws -> String {
        switch value {
        case .string(let name), .token(let name): name
        default: throw MalformedItem()
        }
    }

    fileprivate func count(_ key: String, isRequired: Bool = false) throws -> Int? {
        switch parameters[key] {
        case .integer(let count) where count >= 0: Int(clamping: count)
        case nil where !isRequired: nil
        default: throw MalformedItem()
        }
    }

    fileprivate func unit() throws -> String? {
        switch parameters["qu"] {
        case .string(let unit): unit
        case nil: nil
        default: throw MalformedItem()
        }
    }

    fileprivate func partitionKey() throws -> [UInt8]? {
        switch parameters["pk"] {
        case .byteSequence(let key): key
        case nil: nil
        default: throw MalformedItem()
        }
    }
}
