extension URITemplate.Expression {
    /// Appends the expansion of the expression (RFC 6570 §3.2.1 and Appendix A).
    func append(
        to output: inout String,
        _ values: (String) -> ParameterValue?,
        in template: URITemplate
    ) throws(URITemplateError) {
        var isFirst = true
        for variable in variables {
            guard let value = values(variable.name), value.isDefined else { continue }
            // Most expressions are a plain {name}, which needs neither.
            if !isFirst {
                output += self.operator.separator
            } else if self.operator != .simple {
                output += self.operator.prefix
            }
            isFirst = false
            switch (value, variable.modifier) {
            case (.null, _):
                break
            case (.string(let text), .prefix(let count)):
                appendMember(
                    text.templatePrefix(count, keepingTriplets: self.operator.keepsReserved),
                    of: variable,
                    to: &output
                )
            case (.string(let text), _):
                appendMember(text, of: variable, to: &output)
            case (_, .prefix(let count)):
                throw .prefixOfComposite(variable, count: count, in: template)
            case (.list(let members), .explode):
                for (index, member) in members.enumerated() {
                    if index > 0 { output += self.operator.separator }
                    appendMember(member, of: variable, to: &output)
                }
            case (.pairs(let pairs), .explode):
                for (index, pair) in pairs.enumerated() {
                    if index > 0 { output += self.operator.separator }
                    appendPair(pair, to: &output)
                }
            case (.list, .none), (.pairs, .none):
                if self.operator.isNamed { output += variable.name + "=" }
                for (index, text) in value.texts.enumerated() {
                    if index > 0 { output += "," }
                    appendEncoded(text, to: &output)
                }
            }
        }
    }

    private func appendMember(_ text: String, of variable: URITemplate.Variable, to output: inout String) {
        if self.operator.isNamed {
            output += variable.name
            output += text.isEmpty ? self.operator.emptyValue : "="
        }
        appendEncoded(text, to: &output)
    }

    /// The name is encoded as the value is. The hints in Appendix A would keep reserved characters of a name, so that
    /// a name with `&` could add a parameter of its own.
    private func appendPair(_ pair: ParameterValue.Pair, to output: inout String) {
        appendEncoded(pair.name, to: &output)
        output += pair.value.isEmpty && self.operator.isNamed ? self.operator.emptyValue : "="
        appendEncoded(pair.value, to: &output)
    }

    private func appendEncoded(_ text: String, to output: inout String) {
        PercentEncoding.append(text, to: &output, keepingReserved: self.operator.keepsReserved)
    }
}

extension URITemplateError {
    fileprivate static func prefixOfComposite(
        _ variable: URITemplate.Variable,
        count: Int,
        in template: URITemplate
    ) -> URITemplateError {
        URITemplateError(
            template: template.source,
            position: variable.position,
            text: "\(variable.name):\(count)",
            problem: "the value of \"\(variable.name)\" is a list or pairs, of which there is no prefix",
            remedy: "give a text, or remove \":\(count)\" from the template"
        )
    }
}

extension String {
    /// The first characters, counted in Unicode scalars (RFC 6570 §2.4.1). Where triplets are kept, those that
    /// together stand for one scalar count as one and are not split.
    fileprivate func templatePrefix(_ count: Int, keepingTriplets: Bool) -> String {
        guard keepingTriplets, utf8.contains(PercentEncoding.percent) else {
            return String(unicodeScalars.prefix(count))
        }
        var rest = self[...]
        for _ in 0..<count where !rest.isEmpty {
            guard let lead = PercentEncoding.tripletValue(rest.utf8) else {
                rest.unicodeScalars.removeFirst()
                continue
            }
            rest = Substring(rest.utf8.dropFirst(3))
            var continuations = max(0, (~lead).leadingZeroBitCount - 1)
            while continuations > 0, let byte = PercentEncoding.tripletValue(rest.utf8), byte & 0xC0 == 0x80 {
                rest = Substring(rest.utf8.dropFirst(3))
                continuations -= 1
            }
        }
        return String(self[..<rest.startIndex])
    }
}
