import ServiceCore

/// Parses a template in one of the three styles.
struct LogTemplateParser<Field: Sendable> {
    private let characters: [Character]
    private let style: TemplateStyle
    private let fields: [String: Field]
    /// Makes a field of a name that is in no table.
    private let other: (String) -> Field?
    private var position = 0
    private var literal = ""
    private var parts: [LogTemplate<Field>.Part] = []

    private init(
        _ template: String,
        style: TemplateStyle,
        fields: [String: Field],
        other: @escaping (String) -> Field?
    ) {
        characters = Array(template)
        self.style = style
        self.fields = fields
        self.other = other
    }

    static func parse(
        _ template: String,
        style: TemplateStyle,
        fields: [String: Field],
        other: @escaping (String) -> Field? = { _ in nil }
    ) throws(LogTemplateError) -> LogTemplate<Field> {
        var parser = LogTemplateParser(template, style: style, fields: fields, other: other)
        while parser.position < parser.characters.count { try parser.step() }
        parser.endLiteral()
        return LogTemplate(parts: parser.parts)
    }

    /// Takes a character, an escape or a placeholder.
    private mutating func step() throws(LogTemplateError) {
        let character = characters[position]
        switch (style, character) {
        case (.percent, "%"), (.braces, "{"), (.braces, "}"), (.dollar, "$"):
            if next == character {
                literal.append(character)
                position += 2
            } else if character == "}" {
                throw error(position, "\"}\" without a \"{\" before it: write }} for a brace")
            } else {
                try placeholder()
            }
        default:
            literal.append(character)
            position += 1
        }
    }

    private var next: Character? { position + 1 < characters.count ? characters[position + 1] : nil }

    private mutating func placeholder() throws(LogTemplateError) {
        let start = position
        switch (style, next) {
        case (.percent, "("):
            let name = try name(from: start + 2, to: ")")
            guard position < characters.count, characters[position] == "s" else {
                throw error(start, "the placeholder of \"\(name)\" does not end in \"s\": write %(\(name))s")
            }
            position += 1
            try add(name, at: start + 2)
        case (.percent, _):
            throw error(start, "\"%\" without \"(\" behind it: write %(name)s for a field, %% for a percent sign")
        case (.braces, _):
            try add(name(from: start + 1, to: "}"), at: start + 1)
        case (.dollar, "{"):
            try add(name(from: start + 2, to: "}"), at: start + 2)
        case (.dollar, _):
            let end = characters[(start + 1)...].firstIndex { !$0.isPartOfIdentifier } ?? characters.count
            guard end > start + 1 else {
                throw error(
                    start,
                    "\"$\" without a name behind it: write $name or ${name} for a field, $$ for a dollar sign"
                )
            }
            position = end
            try add(String(characters[(start + 1)..<end]), at: start + 1)
        }
    }

    /// The name up to a delimiter, which is taken too.
    private mutating func name(from start: Int, to delimiter: Character) throws(LogTemplateError) -> String {
        guard let end = characters[start...].firstIndex(of: delimiter) else {
            throw error(position, "the placeholder does not end: there is no \"\(delimiter)\" behind it")
        }
        position = end + 1
        return String(characters[start..<end])
    }

    private mutating func add(_ name: String, at start: Int) throws(LogTemplateError) {
        guard let field = fields[name] ?? other(name) else {
            let suggestion = NearestNames.suggestion(for: name, in: fields.keys)
            throw error(start, "there is no field \"\(name)\"\(suggestion)")
        }
        endLiteral()
        parts.append(.field(field))
    }

    private mutating func endLiteral() {
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = ""
    }

    private func error(_ position: Int, _ message: String) -> LogTemplateError {
        LogTemplateError(template: "template", position: position + 1, message: message)
    }
}

extension Character {
    fileprivate var isPartOfIdentifier: Bool { self == "_" || isASCII && (isLetter || isNumber) }
}
