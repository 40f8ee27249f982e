extension HeaderFields: Codable {
    /// Reads fields from names with values; a list makes a field of each of its values. The names are sorted, for a decoder does not
    /// tell their order.
    ///
    /// - Throws: `DecodingError` where a value is neither a text nor a list of texts.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: FieldKey.self)
        self.init()
        for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
            let name = HeaderField.Name(key.stringValue)
            if let value = try? container.decode(String.self, forKey: key) {
                append(name, value)
            } else {
                for value in try container.decode([String].self, forKey: key) { append(name, value) }
            }
        }
    }

    /// Writes the names with their values, those of a name that occurs more than once as a list.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldKey.self)
        var written: Set<HeaderField.Name> = []
        for field in self where written.insert(field.name).inserted {
            let values = values(field.name)
            let key = FieldKey(stringValue: field.name.rawValue)
            if values.count == 1 {
                try container.encode(field.value, forKey: key)
            } else {
                try container.encode(values, forKey: key)
            }
        }
    }

    private struct FieldKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
