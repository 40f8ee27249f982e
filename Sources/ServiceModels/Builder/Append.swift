/// Appends to a field of a model that is a list, in a builder.
///
/// ```swift
/// try CreateUser.make {
///     for tag in tags { Append(\.tags, tag) }
/// }
/// ```
public struct Append<Model>: ModelStep {
    private let change: (inout Model) -> Void

    /// Appends an element to a list.
    public init<List: RangeReplaceableCollection>(_ path: WritableKeyPath<Model, List>, _ element: List.Element) {
        change = { $0[keyPath: path].append(element) }
    }

    /// Appends an element to a list, or makes one of it where there is none yet.
    public init<List: RangeReplaceableCollection>(_ path: WritableKeyPath<Model, List?>, _ element: List.Element) {
        change = { $0[keyPath: path] = ($0[keyPath: path] ?? List()) + CollectionOfOne(element) }
    }

    /// The element alone.
    public var changes: ModelChanges<Model> { ModelChanges(change: change) }
}
