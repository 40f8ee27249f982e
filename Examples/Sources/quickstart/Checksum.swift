/// FNV-1a of 64 bits: tells whether a download arrived as it was sent.
struct Checksum: CustomStringConvertible {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    init(of bytes: [UInt8] = []) {
        update(bytes)
    }

    mutating func update(_ bytes: [UInt8]) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    var description: String { String(state, radix: 16) }
}
