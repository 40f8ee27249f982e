extension BaseURL {
    /// The URL of a path that the plugins have made, its query included.
    func url(of path: String) throws -> ServiceURL {
        // One pass tells whether there is anything to look for.
        let special = path.firstByte { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") }
        guard special != nil else {
            return ServiceURL(origin: origin, path: join(path))
        }
        if let brace = path.utf8.firstIndex(of: UInt8(ascii: "{")) {
            let placeholder = path[brace...].prefix { $0 != "}" } + "}"
            throw ServiceError(
                .invalidParameter,
                "nothing fills \(RequestChecks.shown(placeholder)) of the path \"\(RequestChecks.shown(path))\": "
                    + "install the plugin PathTokens, or percent-encode the braces"
            )
        }
        if path.utf8.contains(UInt8(ascii: "#")) {
            throw ServiceError(
                .invalidRequest,
                "the path \"\(RequestChecks.shown(path))\" has a fragment, which is never sent: remove it, or write # as %23"
            )
        }
        guard let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            return ServiceURL(origin: origin, path: join(path))
        }
        return ServiceURL(
            origin: origin,
            path: join(path[..<mark]),
            query: String(path[path.utf8.index(after: mark)...])
        )
    }
}
