extension DynamicValue: Codable {
    /// Reads whatever the decoder holds.
    ///
    /// From a ``decode(as:codingPath:userInfo:)`` of this package the value comes unchanged. Any other decoder is asked for one kind after the
    /// other, and what it cannot tell apart is lost: `JSONDecoder` of Foundation gives `1.0` as an integer, keeps no
    /// order of keys, and the digits of a number only as far as an integer of 128 bits or a `Decimal`, of 38 digits, has them.
    ///
    /// - Throws: `DecodingError` where the decoder holds a kind that is none of these.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? DynamicDecoder {
            self = decoder.value
        } else {
            self = try ForeignDecoding.value(from: decoder)
        }
    }

    /// Writes the value as what it holds.
    ///
    /// Into a ``init(encoding:userInfo:)`` of this package the value goes unchanged. For any other encoder a ``number(_:)`` becomes an
    /// integer of up to 128 bits where it is one, in a payload of ``JSONCodec`` a `Decimal`, and otherwise the nearest `Double`; and
    /// ``bytes(_:)`` becomes base64 text.
    ///
    /// - Throws: `EncodingError` where a ``number(_:)`` is none, is beyond the range of `Double`, or would lose digits in a payload
    ///   of ``JSONCodec``; and what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? DynamicEncoder {
            encoder.node.set(self)
        } else {
            try ForeignEncoding.encode(self, to: encoder)
        }
    }
}
