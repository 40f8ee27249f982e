/// The keys from the root to a value, as a list that a container extends without copying it.
indirect enum CodingPath {
    case root([any CodingKey])
    case child(of: CodingPath, any CodingKey)

    /// The keys from the root on.
    var keys: [any CodingKey] {
        switch self {
        case .root(let keys): keys
        case .child(let parent, let key): parent.keys + [key]
        }
    }

    func appending(_ key: any CodingKey) -> CodingPath { .child(of: self, key) }

    func appending(index: Int) -> CodingPath { .child(of: self, DynamicKey(intValue: index)) }
}
