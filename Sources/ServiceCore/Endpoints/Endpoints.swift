/// The endpoints of a service by name, in the order in which they were written.
///
/// A type of its own rather than a dictionary: a dictionary literal with a name twice would trap, and forget the
/// order. Here a name that occurs twice is kept, and making the client throws an error that names it.
public struct Endpoints: Sendable, ExpressibleByDictionaryLiteral {
    /// The endpoints, in order.
    public private(set) var named: [(name: String, definition: EndpointDefinition)]

    /// Creates endpoints from a literal.
    public init(dictionaryLiteral elements: (String, EndpointDefinition)...) {
        named = elements.map { (name: $0.0, definition: $0.1) }
    }

    /// Adds an endpoint behind the others.
    public mutating func append(_ name: String, _ definition: EndpointDefinition) {
        named.append((name, definition))
    }

    /// Adds the endpoints of another collection behind these.
    public mutating func append(contentsOf other: Endpoints) {
        named.append(contentsOf: other.named)
    }
}
