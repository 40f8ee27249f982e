import Foundation

/// What tells a secret.
struct SecretSigns: Sendable {
    /// Texts of which eight characters in a row tell too much.
    var windowed: [String] = []
    /// Texts that tell too much as a whole.
    var whole: [String] = []

    func adding(_ other: SecretSigns) -> SecretSigns {
        SecretSigns(windowed: windowed + other.windowed, whole: whole + other.whole)
    }
}

/// Looks for the signs of secrets, in one pass: there are many texts.
///
/// What escapes are made of beside letters and digits is skipped, for whoever shows an escaped text may escape it again.
struct SecretSearch {
    private var windows: Set<UInt64> = []
    /// Most windows of a text are told apart without hashing.
    private var mayOccur = [Bool](repeating: false, count: 1 << 12)
    private let whole: [Data]

    init(_ signs: SecretSigns) {
        whole = signs.whole.map { Data(Self.plain($0)) }
        for secret in signs.windowed {
            let bytes = Self.plain(secret)
            for start in 0..<max(0, bytes.count - 7) {
                let window = bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
                windows.insert(window)
                mayOccur[Self.slot(window)] = true
            }
        }
    }

    func finds(in text: String) -> Bool {
        let bytes = Self.plain(text)
        let mayOccur = mayOccur
        var window: UInt64 = 0
        for byte in bytes {
            window = window << 8 | UInt64(byte)
            if mayOccur[Self.slot(window)], windows.contains(window) { return true }
        }
        if whole.isEmpty { return false }
        let data = Data(bytes)
        return whole.contains { data.range(of: $0) != nil }
    }

    /// What ``finds(in:)`` has found.
    func findings(in text: String) -> [String] {
        let bytes = Self.plain(text)
        let places = bytes.indices.dropLast(7).filter { start in
            windows.contains(bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) })
        }
        return places.map { String(decoding: bytes[$0..<$0 + 8], as: UTF8.self) }
            + whole.filter { Data(bytes).range(of: $0) != nil }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func plain(_ text: String) -> [UInt8] {
        let (bytes, isSkipped) = (Array(text.utf8), isSkipped)
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        for byte in bytes where !isSkipped[Int(byte)] { plain.append(byte) }
        return plain
    }

    private static let isSkipped: [Bool] = (0...255).map { (byte: UInt8) in "\\%&#;".utf8.contains(byte) }

    private static func slot(_ window: UInt64) -> Int {
        Int(truncatingIfNeeded: (window &* 0x9E37_79B9_7F4A_7C15) >> 52)
    }
}
