extension DynamicValue: Hashable {
    /// How many levels of lists and objects are looked into by recursion.
    private static let recursiveLevels = 16

    /// Compares kind and content; two objects are equal when they have the same members in any order.
    public static func == (left: Self, right: Self) -> Bool {
        // What lies deeper is put off, so that values of any depth need no more than a little of the stack.
        var deeper: [(DynamicValue, DynamicValue)] = []
        guard left.isEqual(to: right, levels: recursiveLevels, &deeper) else { return false }
        while let (left, right) = deeper.popLast() {
            guard left.isEqual(to: right, levels: recursiveLevels, &deeper) else { return false }
        }
        return true
    }

    /// Hashes kind and content; of lists and objects that lie more than 16 deep only how many parts they have.
    public func hash(into hasher: inout Hasher) {
        hash(into: &hasher, levels: Self.recursiveLevels)
    }

    private func isEqual(
        to other: Self,
        levels: Int,
        _ deeper: inout [(DynamicValue, DynamicValue)]
    ) -> Bool {
        switch (self, other) {
        case (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.int(let left), .int(let right)): return left == right
        case (.double(let left), .double(let right)): return left == right
        case (.number(let left), .number(let right)): return left == right
        case (.string(let left), .string(let right)): return left == right
        case (.bytes(let left), .bytes(let right)): return left == right
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return false }
            if levels == 0 {
                deeper.append((self, other))
                return true
            }
            for index in left.indices {
                guard left[index].isEqual(to: right[index], levels: levels - 1, &deeper) else { return false }
            }
            return true
        case (.object(let left), .object(let right)):
            guard left.count == right.count else { return false }
            if levels == 0 {
                deeper.append((self, other))
                return true
            }
            for index in left.indices {
                let (name, value) = left[index]
                guard let other = right.value(of: name, near: index),
                    value.isEqual(to: other, levels: levels - 1, &deeper)
                else { return false }
            }
            return true
        default: return false
        }
    }

    private func hash(into hasher: inout Hasher, levels: Int) {
        switch self {
        case .null: hasher.combine(0 as UInt8)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value)
        case .number(let text), .string(let text): hasher.combine(text)
        case .bytes(let bytes): hasher.combine(bytes)
        case .array(let elements):
            hasher.combine(elements.count)
            if levels == 0 { return }
            for element in elements { element.hash(into: &hasher, levels: levels - 1) }
        case .object(let members):
            hasher.combine(members.count)
            if levels == 0 { return }
            var sum = 0
            for (name, value) in members {
                var member = Hasher()
                member.combine(name)
                value.hash(into: &member, levels: levels - 1)
                sum &+= member.finalize()
            }
            hasher.combine(sum)
        }
    }
}
