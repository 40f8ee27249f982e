extension URITemplate {
    /// A piece of a template.
    public enum Segment: Hashable, Sendable {
        /// A text that stands in every expansion, percent-encoded where RFC 6570 §3.1 asks for it.
        case literal(String)
        /// What is replaced by the values of variables.
        case expression(Expression)
    }

    /// An expression: what stands between braces (RFC 6570 §2.2).
    public struct Expression: Hashable, Sendable {
        /// How the values are written.
        public let `operator`: Operator
        /// The variables, in order; at least one.
        public let variables: [Variable]
    }

    /// A variable of an expression with its modifier (RFC 6570 §2.3, §2.4).
    public struct Variable: Hashable, Sendable {
        /// The name. A percent-encoded triplet is part of it and is not decoded.
        public let name: String
        /// What is done to the value.
        public let modifier: Modifier
        /// Where the name starts in the template: a number of characters (Unicode scalars) from the start.
        public let position: Int
    }

    /// What is done to the value of a variable.
    public enum Modifier: Hashable, Sendable {
        /// Nothing: the members of a list or of pairs are joined with commas.
        case none
        /// `*`: every member of a list or of pairs stands for itself (RFC 6570 §2.4.2).
        case explode
        /// `:n`: the first characters of a text, 1 to 9999 (RFC 6570 §2.4.1).
        case prefix(Int)
    }

    /// How the values of an expression are written (RFC 6570 §3.2); the raw value is the character of the operator.
    public enum Operator: String, Hashable, Sendable, CaseIterable {
        /// `{name}`: joined with commas; everything but unreserved characters is encoded.
        case simple = ""
        /// `{+name}`: as simple, but reserved characters and percent-encoded triplets stay.
        case reserved = "+"
        /// `{#name}`: as reserved, after `#`.
        case fragment = "#"
        /// `{.name}`: each value after a dot.
        case label = "."
        /// `{/name}`: each value after a slash.
        case pathSegment = "/"
        /// `{;name}`: each value as `;name=value`.
        case pathParameter = ";"
        /// `{?name}`: a query, `?name=value&name=value`.
        case query = "?"
        /// `{&name}`: more of a query, each value as `&name=value`.
        case queryContinuation = "&"
    }
}

// The table of RFC 6570, Appendix A.
extension URITemplate.Operator {
    /// What stands before the first value.
    var prefix: String {
        self == .reserved ? "" : rawValue
    }

    /// What stands between two values.
    var separator: String {
        switch self {
        case .simple, .reserved, .fragment: ","
        case .query, .queryContinuation: "&"
        case .label, .pathSegment, .pathParameter: rawValue
        }
    }

    /// Whether a variable without a value leaves nothing between two texts that are kept.
    var leavesGap: Bool {
        self == .simple || self == .reserved
    }

    /// Whether the name of the variable stands before its value.
    var isNamed: Bool {
        switch self {
        case .pathParameter, .query, .queryContinuation: true
        default: false
        }
    }

    /// What follows a name whose value is empty.
    var emptyValue: String {
        self == .pathParameter ? "" : "="
    }

    /// Whether reserved characters and percent-encoded triplets of a value stay as they are.
    var keepsReserved: Bool {
        self == .reserved || self == .fragment
    }
}
