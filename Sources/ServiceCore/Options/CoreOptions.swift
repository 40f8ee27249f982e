/// The parameters of a call that have no option of their own; see ``ServiceSession/parameters``.
public enum ParametersOption: ServiceOptionKey {
    /// Named values.
    public typealias Value = Parameters
    /// `parameters`
    public static let name = "parameters"

    /// The names of both, a stronger value in the place of a weaker one.
    public static func merge(_ weaker: Parameters, _ stronger: Parameters) -> Parameters {
        var merged = weaker
        merged.merge(stronger)
        return merged
    }
}

/// The limit of a buffered response body in bytes.
public enum MaximumBodySizeOption: ServiceOptionKey {
    /// Bytes after decompression.
    public typealias Value = Int
    /// `maximumBodySize`
    public static let name = "maximumBodySize"

    static func problem(_ value: Int) -> String {
        "\(name) is \(value): give a number of bytes, 0 or more"
    }
}

extension ServiceOption {
    /// Named values that any plugin may take, for example the tokens of a path template.
    ///
    /// A parameter that no plugin takes fails the call: nothing that was given is lost in silence.
    public static func parameters(_ parameters: Parameters) -> Self {
        Self(ParametersOption.self, parameters)
    }

    /// Limits the buffered response body, in bytes after decompression; a longer one is an error.
    ///
    /// Default: the limit of the client, 64 MiB if it has none. A streamed body is not limited.
    public static func maximumBodySize(_ bytes: Int) -> Self {
        Self(MaximumBodySizeOption.self, bytes)
    }
}
