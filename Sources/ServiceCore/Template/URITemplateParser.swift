/// Reads a template by the grammar of RFC 6570 §2, one character after the other.
struct URITemplateParser {
    private let source: String
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var literal = ""
    private var segments: [URITemplate.Segment] = []

    init(_ source: String) {
        self.source = source
        scalars = Array(source.unicodeScalars)
    }

    mutating func parse() throws(URITemplateError) -> [URITemplate.Segment] {
        while position < scalars.count {
            if scalars[position] == "{" {
                endLiteral()
                segments.append(.expression(try parseExpression()))
            } else {
                try parseLiteralCharacter()
            }
        }
        endLiteral()
        return segments
    }

    private mutating func endLiteral() {
        if !literal.isEmpty { segments.append(.literal(literal)) }
        literal = ""
    }

    /// A character of a literal (RFC 6570 §2.1 with erratum 6937, which allows the apostrophe).
    private mutating func parseLiteralCharacter() throws(URITemplateError) {
        let scalar = scalars[position]
        switch scalar {
        case "%":
            guard isTriplet(at: position) else {
                throw error(
                    position..<position + 1,
                    "\"%\" is not followed by two hexadecimal digits",
                    "write %25 for the character itself"
                )
            }
            literal.unicodeScalars.append(contentsOf: scalars[position..<position + 3])
            position += 3
            return
        case "}":
            throw error(
                position..<position + 1,
                "nothing is open that \"}\" could close",
                "add the \"{\" before it, or write %7D for the character itself"
            )
        case _ where scalar.isASCII && UInt8(scalar.value).isUnreservedOrReserved:
            literal.unicodeScalars.append(scalar)
        case _ where scalar.isInternational:
            literal += PercentEncoding.encode(String(scalar))
        default:
            throw error(
                position..<position + 1,
                "this character must not stand in a template",
                "write \(PercentEncoding.encode(String(scalar)))"
            )
        }
        position += 1
    }

    private mutating func parseExpression() throws(URITemplateError) -> URITemplate.Expression {
        let open = position
        guard let close = scalars[(open + 1)...].firstIndex(where: { $0 == "}" || $0 == "{" }) else {
            throw error(open..<scalars.count, "the expression is not closed", "add \"}\" behind it")
        }
        guard scalars[close] == "}" else {
            throw error(
                close..<close + 1,
                "an expression must not stand in another",
                "close the one that starts at position \(open) with \"}\" first"
            )
        }
        position = open + 1
        let operation = try parseOperator()
        guard position < close else {
            throw error(open..<close + 1, "the expression has no variable", "write a name between the braces")
        }
        var variables = [try parseVariable(before: close)]
        while position < close {
            position += 1
            variables.append(try parseVariable(before: close))
        }
        position = close + 1
        return URITemplate.Expression(operator: operation, variables: variables)
    }

    private mutating func parseOperator() throws(URITemplateError) -> URITemplate.Operator {
        let scalar = scalars[position]
        switch scalar {
        case "=", ",", "!", "@", "|":
            throw error(
                position..<position + 1,
                "this operator is reserved for extensions (RFC 6570 §2.2)",
                "use one of + # . / ; ? & or none"
            )
        default:
            guard let operation = URITemplate.Operator(rawValue: String(scalar)) else { return .simple }
            position += 1
            return operation
        }
    }

    /// A variable with its modifier; afterwards the position is that of the comma behind it or of the closing brace.
    private mutating func parseVariable(before close: Int) throws(URITemplateError) -> URITemplate.Variable {
        let start = position
        let name = try parseName(before: close)
        let modifierStart = position
        position = scalars[position..<close].firstIndex(of: ",") ?? close
        let modifier = try modifier(modifierStart..<position)
        return URITemplate.Variable(name: name, modifier: modifier, position: start)
    }

    private mutating func parseName(before close: Int) throws(URITemplateError) -> String {
        let start = position
        var isDotAllowed = false
        while position < close, !",:*".unicodeScalars.contains(scalars[position]) {
            switch scalars[position] {
            case "a"..."z", "A"..."Z", "0"..."9", "_":
                position += 1
            case "%":
                guard isTriplet(at: position) else {
                    throw error(
                        position..<position + 1,
                        "\"%\" in a name is not followed by two hexadecimal digits",
                        "remove it, or write %25 for the character itself"
                    )
                }
                position += 3
            case ".":
                guard isDotAllowed, position + 1 < close, !".,:*".unicodeScalars.contains(scalars[position + 1]) else {
                    throw error(
                        position..<position + 1,
                        "a dot must stand between two other characters of a name",
                        "remove it"
                    )
                }
                position += 1
                isDotAllowed = false
                continue
            default:
                throw error(
                    position..<position + 1,
                    "this character must not stand in a name of a variable",
                    "use letters, digits and \"_\", with \".\" between them"
                )
            }
            isDotAllowed = true
        }
        guard position > start else {
            throw error(
                position..<position + 1,
                "a name of a variable is missing before this",
                "write a name, or remove the comma or the modifier"
            )
        }
        return text(start..<position)
    }

    private func modifier(_ range: Range<Int>) throws(URITemplateError) -> URITemplate.Modifier {
        guard let kind = scalars[range].first else { return .none }
        if range.count > 1, scalars[range].contains("*"), scalars[range].contains(":") {
            throw error(range, "a variable has either a prefix or an explode modifier", "keep \"*\" or the prefix")
        }
        let rest = scalars[range].dropFirst()
        if kind == "*" {
            guard rest.isEmpty else {
                throw error(
                    rest.indices,
                    "nothing may follow the explode modifier",
                    "remove it, or add a comma before it"
                )
            }
            return .explode
        }
        guard (1...4).contains(rest.count), rest.first != "0", rest.allSatisfy({ ("0"..."9").contains($0) }),
            let count = Int(text(rest.indices))
        else {
            throw error(
                rest.isEmpty ? range : rest.indices,
                "a prefix is a number from 1 to 9999 without leading zeros",
                "write such a number behind \":\", or remove it"
            )
        }
        return .prefix(count)
    }

    private func isTriplet(at index: Int) -> Bool {
        index + 2 < scalars.count
            && scalars[(index + 1)...(index + 2)].allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit }
    }

    private func text(_ range: Range<Int>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[range])
        return text
    }

    private func error(_ range: Range<Int>, _ problem: String, _ remedy: String) -> URITemplateError {
        URITemplateError(
            template: source,
            position: range.lowerBound,
            text: text(range),
            problem: problem,
            remedy: remedy
        )
    }
}

extension Unicode.Scalar {
    /// Whether the character is in `ucschar` or `iprivate` of RFC 3987 §2.2, which a literal may hold.
    fileprivate var isInternational: Bool {
        switch value {
        case 0xA0...0xD7FF, 0xE000...0xFDCF, 0xFDF0...0xFFEF: true
        case 0xE0000...0xE0FFF: false
        case 0x10000...: value & 0xFFFF <= 0xFFFD
        default: false
        }
    }
}
