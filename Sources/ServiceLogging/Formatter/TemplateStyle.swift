/// How the placeholders of a template are written; all three are those of Python's `logging`.
public enum TemplateStyle: Sendable, Hashable, CaseIterable {
    /// `%(name)s`; a percent sign is `%%`.
    case percent
    /// `{name}`; a brace is `{{` or `}}`.
    case braces
    /// `$name` or `${name}`; a dollar sign is `$$`.
    case dollar
}
