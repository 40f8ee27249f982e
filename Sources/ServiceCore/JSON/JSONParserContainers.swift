extension JSONParser {
    /// A list or an object whose end has not been read, around the one that is being read.
    private enum Container {
        case array([DynamicValue])
        case object([DynamicObject.Member], nextName: String)
    }

    /// Parses a value that begins at the position.
    ///
    /// The parts of the innermost list or object are in variables of their own, and move to the stack only where another one
    /// begins. They are consumed there: a copy that stayed behind would make the next one to be added copy them all.
    mutating func value(_ bytes: Span<UInt8>) throws(JSONFailure) -> DynamicValue {
        if let scalar = try scalar(bytes) { return scalar }
        var outer: [Container] = []
        var isArray = try begin(bytes, depth: 1)
        var elements: [DynamicValue] = []
        var members: [DynamicObject.Member] = []
        var nextName = ""
        while true {
            guard try isArray ? readElements(bytes, &elements) : readMembers(bytes, &members, &nextName) else {
                outer.append(isArray ? .array(consume elements) : .object(consume members, nextName: nextName))
                (elements, members) = ([], [])
                isArray = try begin(bytes, depth: outer.count + 1)
                continue
            }
            let value: DynamicValue =
                isArray ? .array(consume elements) : .object(DynamicObject(consume members))
            (elements, members) = ([], [])
            switch outer.popLast() {
            case nil: return value
            case .array(let list): (isArray, elements) = (true, list)
            case .object(let list, let name): (isArray, members, nextName) = (false, list, name)
            }
            if isArray {
                elements.append(value)
            } else {
                members.append(DynamicObject.Member(name: nextName, value: value))
            }
        }
    }

    /// Passes over the bracket at the position, which begins a list or an object; whether it is a list.
    private mutating func begin(_ bytes: Span<UInt8>, depth: Int) throws(JSONFailure) -> Bool {
        guard depth <= maximumDepth else {
            let message = "lists and objects lie more than \(maximumDepth) deep in each other"
            throw JSONFailure(code: .nestingTooDeep, offset: position, message: message)
        }
        let isArray = bytes[position] == UInt8(ascii: "[")
        position += 1
        skipWhiteSpace(bytes)
        return isArray
    }

    /// Reads elements up to the end of the list, or up to one that is a list or an object; whether it was the end.
    private mutating func readElements(
        _ bytes: Span<UInt8>,
        _ elements: inout [DynamicValue]
    ) throws(JSONFailure) -> Bool {
        let end = UInt8(ascii: "]")
        let expectation: StaticString = "',' or ']' after an element"
        if try elements.isEmpty ? next(bytes, is: end) : !another(bytes, end, expectation) { return true }
        while let value = try scalar(bytes) {
            elements.append(value)
            if try !another(bytes, end, expectation) { return true }
        }
        return false
    }

    /// Reads members up to the end of the object, or up to one that is a list or an object; whether it was the end.
    private mutating func readMembers(
        _ bytes: Span<UInt8>,
        _ members: inout [DynamicObject.Member],
        _ nextName: inout String
    ) throws(JSONFailure) -> Bool {
        let end = UInt8(ascii: "}")
        let expectation: StaticString = "',' or '}' after a member"
        if try members.isEmpty ? next(bytes, is: end) : !another(bytes, end, expectation) { return true }
        // Most objects have some members; one allocation is cheaper than three.
        if members.isEmpty { members.reserveCapacity(8) }
        repeat {
            let name = try name(bytes)
            guard let value = try scalar(bytes) else {
                nextName = name
                return false
            }
            members.append(DynamicObject.Member(name: name, value: value))
        } while try another(bytes, end, expectation)
        return true
    }

    /// Parses a name, and passes over the colon and the white space behind it.
    private mutating func name(_ bytes: Span<UInt8>) throws(JSONFailure) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            throw unexpected(bytes, "a name in quotation marks")
        }
        let name = try string(bytes)
        skipWhiteSpace(bytes)
        guard next(bytes, is: UInt8(ascii: ":")) else { throw unexpected(bytes, "':' after a name") }
        skipWhiteSpace(bytes)
        return name
    }

    /// Passes over what follows a part: a comma and the white space behind it, or the bracket at the end. Whether there
    /// is another part.
    private mutating func another(
        _ bytes: Span<UInt8>,
        _ end: UInt8,
        _ expectation: StaticString
    ) throws(JSONFailure) -> Bool {
        skipWhiteSpace(bytes)
        if next(bytes, is: UInt8(ascii: ",")) {
            skipWhiteSpace(bytes)
            return true
        }
        guard next(bytes, is: end) else { throw unexpected(bytes, "\(expectation)") }
        return false
    }
}
