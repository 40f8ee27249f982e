public import ServiceCore

extension ServiceRequest {
    /// The request as a command for `curl`, to be pasted into a shell of POSIX: to repeat a call by hand, or to show it to whoever runs the
    /// service.
    ///
    /// ```
    /// curl --request POST https://api.example.com/v1/users -H 'authorization: <redacted>' -H … --data-raw '{"name":"O'\''Hara"}'
    /// ```
    /// What the command sends is the request and no more: fields that curl would add by itself are switched off. It is one line, whatever
    /// the request holds.
    ///
    /// - A text stands in the command. What has control characters, is no UTF-8 or is longer than 64 KiB comes from `printf`, by a pipe.
    /// - A stream is not read, and a body beyond the limit, or of `HEAD`, is left out: the command names a file in its place,
    ///   `--data-binary '@stream of 12 bytes'`.
    /// - CR, LF and NUL in a header field, which no client sends, stand there as `\r`, `\n` and `\0`.
    /// - It neither follows redirects nor decompresses: nor does a request.
    ///
    /// Needs curl 7.43, of 2015.
    ///
    /// - Parameters:
    ///   - showingSecrets: Whether secrets stand in the command, so that it can be run: whoever sees it has them then. Default: `false`, they
    ///     are masked as the request's `redaction` says.
    ///   - onLines: Whether every argument has a line of its own, for people. Default: `false`.
    ///   - maximumBodySize: The longest body in bytes that stands in the command. Default: 1 MiB.
    /// - Returns: The command.
    public func curlCommand(
        showingSecrets: Bool = false,
        onLines: Bool = false,
        maximumBodySize: Int = 1 << 20
    ) -> String {
        let command = CurlCommand(self, showingSecrets: showingSecrets, maximumBodySize: maximumBodySize)
        return command.input + command.arguments.joined(separator: onLines ? " \\\n  " : " ")
    }
}

/// The parts of a command.
struct CurlCommand {
    /// What writes the body to the command, with the `|` behind it; empty where nothing does.
    private(set) var input = ""
    /// `curl`, and its arguments with their values.
    private(set) var arguments = ["curl"]

    /// Linux takes no argument of 128 KiB.
    private static let longestArgument = 1 << 16

    init(_ request: ServiceRequest, showingSecrets: Bool, maximumBodySize: Int) {
        let redaction = showingSecrets ? nil : request.redaction.hidingSecrets(of: request)
        let hasBody = if case .none = request.body { false } else { true }
        if request.method == .head {
            add("--head")
        } else if request.method != .get || hasBody {
            add("--request", request.method.rawValue)
        }
        let url = redaction?.url(request.url) ?? request.url.string
        // Curl has a language of its own for several URLs in one, and removes dot segments.
        if url.utf8.contains(where: { "[]{}".utf8.contains($0) }) { add("--globoff") }
        if url.contains("/.") { add("--path-as-is") }
        add(nil, url)
        addFields(of: request, redaction, hasBody: hasBody)
        addBody(of: request, redaction, maximumSize: maximumBodySize)
    }

    private mutating func addFields(of request: ServiceRequest, _ redaction: Redaction?, hasBody: Bool) {
        for field in request.headers {
            let value =
                redaction.map { mask in mask.isSecret(field.name.rawValue) ? Redaction.mask : mask.text(field.value) }
                ?? field.value
            // A colon without a value would remove the field.
            let isBlank = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            // Of a name that begins with @, which no client sends, curl would read a file.
            let start = field.name.rawValue.hasPrefix("@") ? " " : ""
            add("-H", start + Self.head(isBlank ? "\(field.name);" : "\(field.name): \(value)"))
        }
        var added: [HeaderField.Name] = [.accept, "user-agent"]
        if hasBody { added += [.contentType, "expect"] }
        for name in added where !request.headers.contains(name) { add("-H", "\(name):") }
    }

    private mutating func addBody(of request: ServiceRequest, _ redaction: Redaction?, maximumSize: Int) {
        switch request.body {
        case .none:
            break
        case .stream(let stream):
            add("--data-binary", "@stream" + (stream.length.map { " of \($0) bytes" } ?? ""))
        case .bytes(let bytes) where bytes.count > maximumSize || request.method == .head:
            add("--data-binary", "@body of \(bytes.count) bytes")
        case .bytes(let bytes):
            let bytes = redaction?.body(bytes, headers: request.headers) ?? bytes
            if bytes.count <= Self.longestArgument, let text = String(validating: bytes, as: UTF8.self),
                ShellWord.isPrintable(text)
            {
                // With --data and --data-binary, a text that begins with @ would be the name of a file.
                add("--data-raw", text)
            } else {
                input = "printf \(ShellWord.printfFormat(bytes)) | "
                add("--data-binary", "@-")
            }
        }
    }

    private mutating func add(_ option: String?, _ value: String? = nil) {
        arguments.append([option, value.map(ShellWord.quoted)].compactMap(\.self).joined(separator: " "))
    }

    /// A field without what would be the end of it.
    private static func head(_ field: String) -> String {
        field.replacing("\r", with: "\\r").replacing("\n", with: "\\n").replacing("\0", with: "\\0")
    }
}
