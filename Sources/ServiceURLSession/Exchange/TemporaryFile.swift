import Foundation

/// A file for the part of a body that memory shall not hold. It is gone when the last reference is.
final class TemporaryFile: Sendable {
    /// Where the file is; nothing is there when it is unnamed.
    let url: URL
    private let descriptor: CInt
    private let isNamed: Bool

    /// Creates a file that only the owner of the process can read.
    init(in directory: String?, isNamed: Bool) throws {
        let folder = directory.map { URL(fileURLWithPath: $0, isDirectory: true) }
        url = (folder ?? FileManager.default.temporaryDirectory).appendingPathComponent("body-\(UUID().uuidString)")
        descriptor = unsafe open(url.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        self.isNamed = isNamed
        guard descriptor >= 0 else { throw Self.systemError(url) }
        if !isNamed { _ = unsafe unlink(url.path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if isNamed { _ = unsafe unlink(url.path) }
    }

    /// Writes all the bytes.
    func write(_ bytes: [UInt8], at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.systemError(url) }
            done += count
        }
    }

    /// Reads a part that has been written.
    func read(_ range: Range<Int>) throws -> [UInt8] {
        try unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let rest = unsafe UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
                let count = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound + filled))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Self.systemError(url) }
                filled += count
            }
        }
    }

    private static func systemError(_ url: URL) -> NSError {
        NSError(domain: NSPOSIXErrorDomain, code: Int(errno), userInfo: [NSFilePathErrorKey: url.path])
    }
}
