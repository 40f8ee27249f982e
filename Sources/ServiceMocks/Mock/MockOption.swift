public import ServiceCore

/// How the call of an endpoint is answered in the place of the service.
public enum MockOption: ServiceOptionKey {
    /// The description of the answer.
    public typealias Value = MockDescription
    /// `mock`
    public static let name = "mock"
}

extension ServiceOption {
    /// The answer in the place of the service's, read by ``Mock``.
    public static func mock(_ description: MockDescription) -> Self {
        Self(MockOption.self, description)
    }
}
