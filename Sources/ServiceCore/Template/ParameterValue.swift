/// The value of a parameter as RFC 6570 §2.3 knows it: nothing, a text, a list of texts, or names with texts.
///
/// It is written as a literal, or made from a value of the program by ``ParameterConvertible``.
///
/// ```swift
/// let page: ParameterValue = 2                           // "2"
/// let tags: ParameterValue = ["a", "b"]                  // a list
/// let filter: ParameterValue = ["size": "l", "hue": nil] // pairs; what is nil is left out
/// ```
public enum ParameterValue: Hashable, Sendable {
    /// No value. In an expansion the parameter vanishes; in ``Parameters/merge(_:)`` it takes a value away.
    case null
    /// A text, not encoded. An empty text is a value.
    case string(String)
    /// Texts in order. A list without members counts as no value.
    case list([String])
    /// Names with texts, in order; a name may occur more than once. No pairs at all count as no value.
    case pairs([Pair])

    /// A name with a text, neither of them encoded.
    public struct Pair: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The text.
        public var value: String

        /// Creates a pair.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}

extension ParameterValue {
    /// Whether there is something to expand: `false` for ``null``, an empty list and empty pairs (RFC 6570 §2.3).
    public var isDefined: Bool {
        switch self {
        case .null: false
        case .string: true
        case .list(let members): !members.isEmpty
        case .pairs(let pairs): !pairs.isEmpty
        }
    }

    /// The texts of the value in order; pairs give name and text in turn, as RFC 6570 writes them without explode.
    public var texts: [String] {
        switch self {
        case .null: []
        case .string(let text): [text]
        case .list(let members): members
        case .pairs(let pairs): pairs.flatMap { [$0.name, $0.value] }
        }
    }

    /// Makes a list of members. RFC 6570 knows no nested values: a member that is ``null`` is left out, and every
    /// other one gives all of its ``texts``.
    public init(members: some Sequence<ParameterValue>) {
        self = .list(members.flatMap(\.texts))
    }

    /// Makes pairs of named values. A value that is ``null`` is left out, and one with several ``texts`` makes a pair
    /// of each: `a` with `1` and `2` expands to `a=1&a=2`.
    public init(named values: some Sequence<(String, ParameterValue)>) {
        self = .pairs(values.flatMap { name, value in value.texts.map { Pair(name: name, value: $0) } })
    }
}

extension ParameterValue: ExpressibleByNilLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// No value.
    public init(nilLiteral: ()) {
        self = .null
    }

    /// A text.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// The digits of an integer.
    public init(integerLiteral value: Int) {
        self = value.parameterValue
    }

    /// The digits of a number, as ``ParameterConvertible`` describes them.
    public init(floatLiteral value: Double) {
        self = value.parameterValue
    }

    /// `true` or `false`.
    public init(booleanLiteral value: Bool) {
        self = value.parameterValue
    }

    /// A list, as ``init(members:)`` makes it.
    public init(arrayLiteral elements: ParameterValue...) {
        self.init(members: elements)
    }

    /// Pairs in the order in which they are written, as ``init(named:)`` makes them.
    public init(dictionaryLiteral elements: (String, ParameterValue)...) {
        self.init(named: elements)
    }
}
