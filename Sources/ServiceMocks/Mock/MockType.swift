/// A kind of mock: makes the answer to a call of what a ``MockDescription`` says.
///
/// Write one for answers that have to be computed, give it to ``Mock`` under a name, and name it in descriptions:
/// ```swift
/// struct OutOfStock: MockType {
///     func answer(to call: MockCall) async throws -> Answer {
///         .json(["error": "out of stock", "sku": call.description.data ?? .null], status: 409)
///     }
/// }
/// Mock(namespaces: ["shop": ["OutOfStock": OutOfStock()]])          // "shop:OutOfStock"
/// ```
public protocol MockType: Sendable {
    /// Makes the answer. Faults of the description are added to those of the answer.
    ///
    /// - Throws: A `TransportError` to fail as a transport would; whatever else it throws becomes the cause of the call's error.
    func answer(to call: MockCall) async throws -> Answer

    /// Why a description cannot be answered, known when the client is made; empty where it can. Default: it can.
    ///
    /// - Parameters:
    ///   - description: The description.
    ///   - read: Reads a file of the mock's folder.
    func problems(in description: MockDescription, read: (String) throws -> [UInt8]) -> [String]
}

extension MockType {
    /// Any description is right.
    public func problems(in description: MockDescription, read: (String) throws -> [UInt8]) -> [String] { [] }
}
