extension URITemplate {
    /// What a template is made of, found once. Behind a reference, because a template is handed around in every call.
    final class Parsed: Sendable {
        let source: String
        let segments: [Segment]
        let variableNames: [String]
        let requiredNames: [String]
        let literal: String?
        let steps: [Step]

        init(source: String, segments: [Segment]) {
            self.source = source
            self.segments = segments
            var (names, required, steps, literal) = ([String](), [String](), [Step](), "")
            for segment in segments {
                switch segment {
                case .literal(let text):
                    literal = text
                case .expression(let expression):
                    for name in expression.variables.map(\.name) {
                        if !names.contains(name) { names.append(name) }
                        if expression.operator.leavesGap, !required.contains(name) { required.append(name) }
                    }
                    steps.append(Step(literal: literal, expression: expression))
                    literal = ""
                }
            }
            self.literal = steps.isEmpty ? literal : nil
            if !literal.isEmpty { steps.append(Step(literal: literal, expression: nil)) }
            self.steps = steps
            variableNames = names
            requiredNames = required
        }
    }

    /// A literal and the expression behind it. A class, because to copy an expression out of its segment costs more than to expand it.
    final class Step: Sendable {
        private let literal: String
        private let expression: Expression?
        /// The variable of an expression that is nothing but `{name}`.
        private let plainName: String?

        init(literal: String, expression: Expression?) {
            self.literal = literal
            self.expression = expression
            let isPlain =
                expression?.operator == .simple && expression?.variables.count == 1
                && expression?.variables.first?.modifier == Modifier.none
            plainName = isPlain ? expression?.variables.first?.name : nil
        }

        func append(
            to output: inout TextBuilder,
            _ values: (String) -> ParameterValue?,
            in template: URITemplate
        ) throws(URITemplateError) {
            output.append(literal)
            guard let expression else { return }
            if let plainName {
                let value = values(plainName)
                if case .string(let text) = value { return output.append(encoding: text) }
                return try expression.append(to: &output, { _ in value }, in: template)
            }
            try expression.append(to: &output, values, in: template)
        }
    }
}
