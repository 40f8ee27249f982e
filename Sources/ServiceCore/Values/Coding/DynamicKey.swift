/// A key that can be any name or any index.
struct DynamicKey: CodingKey, Hashable {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "Index \(intValue)"
        self.intValue = intValue
    }

    /// The key under which `superEncoder()` writes, by the convention of the standard library.
    static let `super` = DynamicKey(stringValue: "super")
}
