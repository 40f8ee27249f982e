/// An error that has several findings to tell, each on a line of its own: descriptions keep the lines, and escape what is in them.
package protocol ErrorInLines: Error {
    /// The lines.
    var lines: [String] { get }
}
