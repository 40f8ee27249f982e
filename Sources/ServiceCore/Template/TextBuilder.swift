/// Builds a text of a URL out of pieces.
///
/// The pieces are collected in memory of the stack, so a text of usual length costs the allocation of the result and no other; one of at
/// most 15 bytes costs none.
@safe
package struct TextBuilder: ~Copyable {
    /// As much as is taken from the stack without asking whether there is room.
    private static let capacity = 1024

    private let memory: UnsafeMutablePointer<UInt8>
    private var count = 0
    /// What came before that which is in memory.
    private var flushed = ""

    private init(_ memory: UnsafeMutablePointer<UInt8>) {
        unsafe self.memory = memory
    }

    /// Makes a text of the pieces that a closure appends.
    package static func build(_ appendPieces: (inout TextBuilder) -> Void) -> String {
        // Not generic, so that it is not slower in another module.
        build(throwing: appendPieces)
    }

    /// Makes a text of the pieces that a closure appends, unless it throws.
    static func build<Failure: Error>(
        throwing appendPieces: (inout TextBuilder) throws(Failure) -> Void
    ) throws(Failure) -> String {
        // The builder cannot be copied, so it does not outlive the memory.
        try unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) {
            memory throws(Failure) in
            // Always there: the capacity is not zero.
            guard let start = memory.baseAddress else { return "" }
            var builder = unsafe TextBuilder(start)
            try appendPieces(&builder)
            return builder.flushed.isEmpty ? builder.collected : builder.flushed + builder.collected
        }
    }

    /// Appends a text as it is.
    package mutating func append(_ text: some StringProtocol) {
        if text.utf8.withContiguousStorageIfAvailable({ bytes in unsafe append(bytes) }) == nil {
            append(String(text))
        }
    }

    /// Appends a text without the characters at its start that are a certain one.
    mutating func append(_ text: some StringProtocol, withoutLeading byte: UInt8) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
            let start = unsafe bytes.firstIndex { $0 != byte } ?? bytes.count
            unsafe append(UnsafeBufferPointer(rebasing: bytes[start...]))
        }
        if isDone == nil { append(String(text), withoutLeading: byte) }
    }

    /// Appends an ASCII character as it is.
    package mutating func append(_ byte: UInt8) {
        makeRoom(for: 1)
        unsafe memory[count] = byte
        count += 1
    }

    /// Appends the percent-encoded form of a text.
    ///
    /// - Parameter keepingReserved: Whether reserved characters and percent-encoded triplets stay as they are.
    package mutating func append(encoding text: String, keepingReserved: Bool = false) {
        var text = text
        text.withUTF8 { bytes in unsafe append(encoding: bytes, keepingReserved: keepingReserved) }
    }

    /// Appends `name=value` to a query, behind an `&` where there is something already.
    package mutating func appendQueryItem(name: String, value: String) {
        if count > 0 || !flushed.isEmpty { append(UInt8(ascii: "&")) }
        append(encoding: name)
        append(UInt8(ascii: "="))
        append(encoding: value)
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        makeRoom(for: bytes.count)
        guard let start = bytes.baseAddress, bytes.count <= Self.capacity else {
            flushed += unsafe String(decoding: bytes, as: UTF8.self)
            return
        }
        unsafe (memory + count).update(from: start, count: bytes.count)
        count += bytes.count
    }

    private mutating func append(encoding bytes: UnsafeBufferPointer<UInt8>, keepingReserved: Bool) {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Self.capacity / 3)
            makeRoom(for: 3 * (end - start))
            for index in start..<end {
                let byte = unsafe bytes[index]
                let isKept =
                    unsafe byte.isUnreserved
                    || keepingReserved && (byte.isReserved || bytes.triplet(at: index) != nil)
                if isKept {
                    unsafe memory[count] = byte
                    count += 1
                } else {
                    unsafe memory[count] = PercentEncoding.percent
                    unsafe memory[count + 1] = (byte >> 4).hexadecimalDigit
                    unsafe memory[count + 2] = (byte & 0xF).hexadecimalDigit
                    count += 3
                }
            }
            start = end
        }
    }

    /// Makes room for a number of bytes, unless they are more than there can be.
    private mutating func makeRoom(for bytes: Int) {
        guard count + bytes > Self.capacity else { return }
        flushed += collected
        count = 0
    }

    private var collected: String {
        unsafe String(decoding: UnsafeBufferPointer(start: memory, count: count), as: UTF8.self)
    }
}

extension UInt8 {
    /// The upper-case digit of a number below 16.
    fileprivate var hexadecimalDigit: UInt8 { self < 10 ? 0x30 + self : 0x37 + self }
}
