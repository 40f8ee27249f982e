/// Finds the line of a value in a text that is JSON, for errors about what a person has edited.
struct JSONPlace {
    enum Step {
        case member(String)
        case element(Int)
    }

    private let bytes: [UInt8]
    private var index = 0

    /// The line, counted from 1, where the value begins to which a path leads: as much of it as there is.
    static func line(of path: [Step], in bytes: [UInt8]) -> Int {
        var place = JSONPlace(bytes: bytes)
        for step in path where !place.enter(step) { break }
        place.skipSpace()
        return 1 + bytes[..<min(place.index, bytes.count)].count { $0 == UInt8(ascii: "\n") }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Goes to a part of the value at hand; stays where there is none.
    private mutating func enter(_ step: Step) -> Bool {
        skipSpace()
        let start = index
        switch step {
        case .element(let number):
            guard byte == UInt8(ascii: "[") else { return false }
            index += 1
            for _ in 0..<number where !skipElement() {
                index = start
                return false
            }
            return true
        case .member(let name):
            guard byte == UInt8(ascii: "{") else { return false }
            index += 1
            // Of two members of one name the last counts.
            var found: Int?
            repeat {
                skipSpace()
                guard byte == UInt8(ascii: "\"") else { break }
                let quote = index
                skipString()
                let isFound = bytes[(quote + 1)..<max(quote + 1, index - 1)].elementsEqual(name.utf8)
                skipSpace()
                index += 1
                if isFound { found = index }
            } while skipElement()
            index = found ?? start
            return found != nil
        }
    }

    /// Goes behind a value and the comma that follows; `false` where none does.
    private mutating func skipElement() -> Bool {
        var depth = 0
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                skipString()
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return false }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                index += 1
                return true
            default: break
            }
            index += 1
        }
        return false
    }

    private mutating func skipString() {
        index += 1
        while let byte, byte != UInt8(ascii: "\"") { index += byte == UInt8(ascii: "\\") ? 2 : 1 }
        index += 1
    }

    private mutating func skipSpace() {
        while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    }
}
