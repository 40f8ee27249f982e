#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

// A decimal is a number like any other: by its own `Codable` it would be an object of exponent and mantissa.

extension Decimal {
    /// The number that a text in the grammar of RFC 8259 §6 denotes, `nil` where it has more digits than a decimal, or none at all.
    init?(exactly text: String) {
        guard let value = Decimal(string: text), value.isFinite,
            DecimalDigits(value.description) == DecimalDigits(text)
        else { return nil }
        self = value
    }
}

extension DynamicValue {
    /// A decimal as a number, `nil` for what is none.
    init?(_ decimal: Decimal) {
        guard decimal.isFinite else { return nil }
        let text = decimal.description
        self = Int64(text).map(DynamicValue.int) ?? DynamicValue(decimal: text)
    }

    /// The number as a decimal, where nothing is lost by it.
    var decimal: Decimal? {
        switch self {
        case .int(let value): Decimal(value)
        case .double(let value): value.isFinite ? Decimal(exactly: value.description) : nil
        case .number(let text): Decimal(exactly: text)
        default: nil
        }
    }
}
