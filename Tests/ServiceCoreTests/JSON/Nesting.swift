import ServiceCore

/// Ways to put a value into a list or an object, with the text of each.
enum Nesting: CaseIterable, Sendable {
    case lists, objects, both

    /// A value that lies this deep in lists and objects; not by recursion.
    func value(depth: Int, around innermost: DynamicValue = 1) -> DynamicValue {
        var value = innermost
        for level in 0..<depth { value = isList(level) ? [value] : ["a": value] }
        return value
    }

    func text(depth: Int, around innermost: String = "1") -> String {
        let levels = (0..<depth).map(isList)
        return levels.reversed().map { $0 ? "[" : #"{"a":"# }.joined() + innermost
            + levels.map { $0 ? "]" : "}" }.joined()
    }

    private func isList(_ level: Int) -> Bool {
        switch self {
        case .lists: true
        case .objects: false
        case .both: level.isMultiple(of: 2)
        }
    }
}
