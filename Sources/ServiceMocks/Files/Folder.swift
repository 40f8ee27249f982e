#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder whose files can be read and written, and that no name leads out of.
///
/// A name is relative, has no `..`, and no part of it is a symbolic link: every part is opened inside of the one before,
/// so that nothing can be put in its place on the way.
struct Folder: Sendable {
    let path: String

    /// The bytes of a file.
    func read(_ name: String) throws(FileError) -> [UInt8] {
        let parts = try parts(of: name)
        return try within(parts.dropLast(), of: name, creating: false) { folder throws(FileError) in
            // Without blocking, for a pipe of this name would make the call wait for its other end.
            let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
            let file = unsafe openat(folder, parts[parts.count - 1], flags)
            guard file >= 0 else { throw failure(name, errno) }
            defer { _ = close(file) }
            var information = stat()
            guard unsafe fstat(file, &information) == 0 else { throw failure(name, errno) }
            guard information.st_mode & S_IFMT == S_IFREG else { throw FileError(name, in: path, "it is no file") }
            return try contents(of: file, size: Int(information.st_size), name)
        }
    }

    /// Writes a file, and the folders on the way to it: whoever reads meanwhile sees the old one or the new one.
    func write(_ bytes: [UInt8], to name: String) throws(FileError) {
        let parts = try parts(of: name)
        try within(parts.dropLast(), of: name, creating: true) { folder throws(FileError) in
            let target = parts[parts.count - 1]
            let draft = ".\(target).\(UInt32.random(in: 0 ... .max)).draft"
            let file = unsafe openat(folder, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw failure(name, errno) }
            var problem = Self.write(bytes, to: file)
            _ = close(file)
            if problem == nil, unsafe renameat(folder, draft, folder, target) != 0 { problem = errno }
            guard let problem else { return }
            _ = unsafe unlinkat(folder, draft, 0)
            throw failure(name, problem)
        }
    }

    private func parts(of name: String) throws(FileError) -> [String] {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard !name.hasPrefix("/") else {
            throw FileError(name, in: path, "it is an absolute path: give one that is relative to the folder")
        }
        guard !parts.contains(".."), !name.utf8.contains(0) else {
            throw FileError(name, in: path, "it leads out of the folder: give a path without \"..\"")
        }
        let plain = parts.filter { $0 != "." && !$0.isEmpty }
        guard !plain.isEmpty, parts.last?.isEmpty == false, parts.last != "." else {
            throw FileError(name, in: path, "it names no file")
        }
        return plain
    }

    private func within<Result>(
        _ folders: ArraySlice<String>,
        of name: String,
        creating: Bool,
        _ body: (CInt) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        var folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw FileError(name, in: path, "the folder cannot be opened: \(reason(errno))") }
        defer { _ = close(folder) }
        for part in folders {
            if creating, unsafe mkdirat(folder, part, 0o755) != 0, errno != EEXIST { throw failure(name, errno) }
            let next = unsafe openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard next >= 0 else { throw failure(name, errno) }
            _ = close(folder)
            folder = next
        }
        return try body(folder)
    }

    private func contents(of file: CInt, size: Int, _ name: String) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe systemRead(file, &piece, piece.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += piece[..<count]
            } else if errno != EINTR {
                throw failure(name, errno)
            }
        }
    }

    /// The number of the error, if there was one.
    private static func write(_ bytes: [UInt8], to file: CInt) -> CInt? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe systemWrite(file, $0.baseAddress, $0.count) }
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
        }
        return nil
    }

    private func failure(_ name: String, _ number: CInt) -> FileError {
        // What O_NOFOLLOW answers where a link is, for a file and for a folder.
        let isLink = number == ELOOP || (number == ENOTDIR)
        let hint = isLink ? "; a symbolic link is not followed" : ""
        return FileError(name, in: path, reason(number) + hint, isMissing: number == ENOENT)
    }

    private func reason(_ number: CInt) -> String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }
}

/// Why a file could not be read or written.
struct FileError: Error, CustomStringConvertible {
    let description: String
    /// Whether there is no such file.
    let isMissing: Bool

    init(_ name: String, in folder: String, _ reason: String, isMissing: Bool = false) {
        description = "the file \"\(name)\" in the folder \"\(folder)\": \(reason)"
        self.isMissing = isMissing
    }
}

// These have the names of functions above.
private func systemRead(_ file: CInt, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    unsafe read(file, buffer, count)
}
private func systemWrite(_ file: CInt, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(file, buffer, count)
}
