/// A template that has been parsed: texts and fields in turn.
struct LogTemplate<Field: Sendable>: Sendable {
    enum Part: Sendable {
        case text(String)
        case field(Field)
    }

    let parts: [Part]

    /// Puts the values of the fields in their places.
    func text(_ value: (Field) -> String) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let literal): text += literal
            case .field(let field): text += value(field)
            }
        }
        return text
    }
}
