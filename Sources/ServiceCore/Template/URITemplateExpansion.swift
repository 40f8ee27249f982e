extension URITemplate.Expression {
    /// Appends the expansion of the expression (RFC 6570 §3.2.1 and Appendix A).
    func append(
        to output: inout TextBuilder,
        _ values: (String) -> ParameterValue?,
        in template: URITemplate
    ) throws(URITemplateError) {
        var isFirst = true
        for variable in variables {
            guard let value = values(variable.name), value.isDefined else { continue }
            // Most expressions are a plain {name}, which needs neither.
            if !isFirst {
                output.append(self.operator.separator)
            } else if self.operator != .simple {
                output.append(self.operator.prefix)
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
                    if index > 0 { output.append(self.operator.separator) }
                    appendMember(member, of: variable, to: &output)
                }
            case (.pairs(let pairs), .explode):
                for (index, pair) in pairs.enumerated() {
                    if index > 0 { output.append(self.operator.separator) }
                    appendPair(pair, to: &output)
                }
            case (.list, .none), (.pairs, .none):
                if self.operator.isNamed {
                    output.append(variable.name)
                    output.append(UInt8(ascii: "="))
                }
                for (index, text) in value.texts.enumerated() {
                    if index > 0 { output.append(UInt8(ascii: ",")) }
                    appendEncoded(text, to: &output)
                }
            }
        }
    }

    private func appendMember(_ text: String, of variable: URITemplate.Variable, to output: inout TextBuilder) {
        if self.operator.isNamed {
            output.append(variable.name)
            output.append(text.isEmpty ? self.operator.emptyValue : "=")
        }
        appendEncoded(text, to: &output)
    }

    /// The name is encoded as the value is. The hints in Appendix A would keep reserved characters of a name, so that
    /// a name with `&` could add a parameter of its own.
    private func appendPair(_ pair: ParameterValue.Pair, to output: inout TextBuilder) {
        appendEncoded(pair.name, to: &output)
        output.append(pair.value.isEmpty && self.operator.isNamed ? self.operator.emptyValue : "=")
        appendEncoded(pair.value, to: &output)
    }

    private func appendEncoded(_ text: String, to output: inout TextBuilder) {
        output.append(encoding: text, keepingReserved: self.operator.keepsReserved)
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
        guard keepingTriplets, containsByte(PercentEncoding.percent) else {
            return String(unicodeScalars.prefix(count))
        }
        let length = unsafe withBytes { bytes in
            var end = 0
            for _ in 0..<count where end < bytes.count {
                guard let lead = unsafe bytes.triplet(at: end) else {
                    end += unsafe bytes[end].lengthOfScalar
                    continue
                }
                end += 3
                var continuations = lead.lengthOfScalar - 1
                while continuations > 0, end < bytes.count, let byte = unsafe bytes.triplet(at: end),
                    byte & 0xC0 == 0x80
                {
                    end += 3
                    continuations -= 1
                }
            }
            return end
        }
        return String(self[..<utf8.index(startIndex, offsetBy: length)])
    }
}

extension UInt8 {
    /// The number of bytes of the scalar that this one starts in UTF-8 (RFC 3629 §3); 1 for a byte that starts none.
    fileprivate var lengthOfScalar: Int { Swift.max(1, (~self).leadingZeroBitCount) }
}
