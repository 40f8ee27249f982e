import ServiceCore

/// The path of a stub: tells whether a path on the wire is an expansion of a template, and with which values.
struct PathPattern: Sendable {
    private enum Piece: Sendable {
        case literal(String)
        case value(name: String, spansSegments: Bool)
    }

    private let pieces: [Piece]
    /// The items that stand behind a `?` in the template.
    let query: Parameters

    /// - Throws: ``MockError`` where the text is no template, or one whose expansions cannot be told apart.
    init(_ template: String) throws {
        let mark = Self.questionMark(in: template)
        let path = mark.map { String(template[..<$0]) } ?? template
        query = mark.map { Self.items(template[template.index(after: $0)...]) } ?? Parameters()
        let parsed: URITemplate
        do {
            parsed = try URITemplate(path.hasPrefix("/") || path.hasPrefix("{") ? path : "/" + path)
        } catch {
            throw MockError(.invalidDefinition, "the path of the stub \"\(template)\" is no URI template: \(error)")
        }
        pieces = try parsed.segments.flatMap { segment throws(MockError) -> [Piece] in
            switch segment {
            case .literal(let text): [.literal(text)]
            case .expression(let expression): try Self.pieces(of: expression, in: template)
            }
        }
    }

    /// The values of the variables, decoded; `nil` where the path is no expansion of the template.
    func match(_ path: String) -> [String: String]? {
        match(path[...], pieces[...])
    }

    private func match(_ path: Substring, _ pieces: ArraySlice<Piece>) -> [String: String]? {
        guard let piece = pieces.first else { return path.isEmpty ? [:] : nil }
        let rest = pieces.dropFirst()
        switch piece {
        case .literal(let text):
            return path.hasPrefix(text) ? match(path.dropFirst(text.count), rest) : nil
        case .value(let name, let spansSegments):
            let longest = spansSegments ? path : path.prefix { $0 != "/" }
            var end = longest.startIndex
            while end < longest.endIndex {
                end = longest.index(after: end)
                guard var values = match(path[end...], rest) else { continue }
                let text = String(path[..<end])
                values[name] = PercentEncoding.decode(text) ?? text
                return values
            }
            return nil
        }
    }

    private static func pieces(of expression: URITemplate.Expression, in template: String) throws(MockError) -> [Piece]
    {
        func values(_ separator: String, before first: String, spansSegments: Bool) -> [Piece] {
            expression.variables.enumerated().flatMap { index, variable -> [Piece] in
                let text = index == 0 ? first : separator
                let value = Piece.value(
                    name: variable.name,
                    spansSegments: spansSegments || variable.modifier == .explode
                )
                return text.isEmpty ? [value] : [.literal(text), value]
            }
        }
        switch expression.operator {
        case .simple: return values(",", before: "", spansSegments: false)
        case .reserved: return values(",", before: "", spansSegments: true)
        case .pathSegment: return values("/", before: "/", spansSegments: false)
        case .query, .queryContinuation: return []
        case .fragment, .label, .pathParameter:
            throw MockError(
                .invalidDefinition,
                "the path of the stub \"\(template)\" has {\(expression.operator.rawValue)…}, which no stub can match: write "
                    + "{name}, {+name} or {/name*} in its place"
            )
        }
    }

    /// The first `?` that stands outside of braces.
    static func questionMark(in template: String) -> String.Index? {
        var isInside = false
        return template.indices.first { index in
            switch template[index] {
            case "{": isInside = true
            case "}": isInside = false
            case "?": return !isInside
            default: break
            }
            return false
        }
    }

    private static func items(_ query: Substring) -> Parameters {
        let call = StubCall(method: .get, path: "/", query: String(query), headers: [:], body: [])
        return Parameters(call.queryItems.map { ($0.name, $0.value) })
    }
}
