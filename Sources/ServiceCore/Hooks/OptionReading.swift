/// A plugin that reads options.
///
/// Only what it declares can be given with an endpoint or a call: an option that no plugin reads is an error.
public protocol OptionReading: ServicePlugin {
    /// The options that the plugin reads, each with the value of the client's level if there is one.
    var options: [OptionDeclaration] { get }
}
