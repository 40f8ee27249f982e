#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Whether what is written is seen in colors.
enum Terminal {
    static func shows(_ colors: ConsoleSink.Colors, on descriptor: CInt) -> Bool {
        switch colors {
        case .always: true
        case .never: false
        case .automatic:
            showsColors(
                isTerminal: isatty(descriptor) == 1,
                noColor: environment("NO_COLOR"),
                term: environment("TERM")
            )
        }
    }

    /// - Parameters:
    ///   - noColor: The variable `NO_COLOR`, which forbids colors unless it is empty (no-color.org).
    ///   - term: The variable `TERM`; `dumb` is a terminal without colors.
    static func showsColors(isTerminal: Bool, noColor: String?, term: String?) -> Bool {
        isTerminal && (noColor ?? "").isEmpty && term != "dumb"
    }

    private static func environment(_ name: String) -> String? {
        // The text is copied before anybody can change the environment again.
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
