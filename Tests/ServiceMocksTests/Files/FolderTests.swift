import Foundation
import Testing

@testable import ServiceMocks

struct FolderTests {
    @Test(arguments: ["a.txt", "b/c.txt", "./b//c.txt", "b/d/e f.txt", "…"])
    func `what is written is read`(name: String) async throws {
        try await withTemporaryFolder { path in
            let folder = Folder(path: path)
            for bytes in [[], [1], [UInt8](repeating: 7, count: 200_000)] as [[UInt8]] {
                try folder.write(bytes, to: name)
                #expect(try folder.read(name) == bytes)
            }
            let drafts = FileManager.default.enumerator(atPath: path)?.filter { "\($0)".hasSuffix(".draft") }
            #expect(drafts?.isEmpty == true)
        }
    }

    @Test(arguments: [
        "../secret", "..", "b/../../secret", "b/..", "/etc/passwd", "", ".", "/", "b/", "link", "linked/secret",
        "b/link",
        "nothing", "b/nothing", "pipe", "b", "a\0b",
    ])
    func `nothing leads out, and only files are read`(name: String) async throws {
        try await withTemporaryFolder { path in
            let files = FileManager.default
            try write("secret", to: path + "/outside/secret")
            try write("inside", to: path + "/base/b/c.txt")
            try files.createSymbolicLink(atPath: path + "/base/link", withDestinationPath: "../outside/secret")
            try files.createSymbolicLink(atPath: path + "/base/b/link", withDestinationPath: path + "/outside/secret")
            try files.createSymbolicLink(atPath: path + "/base/linked", withDestinationPath: "../outside")
            #expect(unsafe mkfifo(path + "/base/pipe", 0o600) == 0)
            let error = #expect(throws: FileError.self) { try Folder(path: path + "/base").read(name) }
            #expect(error?.description.contains("\"\(name)\"") == true)
            #expect(error?.isMissing == name.hasSuffix("nothing"))
        }
    }

    @Test(arguments: ["../secret", "linked/secret", "/secret", "b/"])
    func `nothing is written outside`(name: String) async throws {
        try await withTemporaryFolder { path in
            try write("old", to: path + "/outside/secret")
            try write("inside", to: path + "/base/b/c.txt")
            try FileManager.default.createSymbolicLink(
                atPath: path + "/base/linked",
                withDestinationPath: "../outside"
            )
            #expect(throws: FileError.self) { try Folder(path: path + "/base").write([1], to: name) }
            #expect(try String(contentsOfFile: path + "/outside/secret", encoding: .utf8) == "old")
        }
    }

    @Test func `a link in the place of a file is replaced, not written through`() async throws {
        try await withTemporaryFolder { path in
            try write("old", to: path + "/outside")
            try write("inside", to: path + "/base/c.txt")
            try FileManager.default.createSymbolicLink(atPath: path + "/base/link", withDestinationPath: "../outside")
            try Folder(path: path + "/base").write([0x41], to: "link")
            #expect(try String(contentsOfFile: path + "/outside", encoding: .utf8) == "old")
            #expect(try Folder(path: path + "/base").read("link") == [0x41])
        }
    }

    @Test func `the folder itself may be a link, and must be there`() async throws {
        try await withTemporaryFolder { path in
            try write("x", to: path + "/base/c.txt")
            try FileManager.default.createSymbolicLink(atPath: path + "/alias", withDestinationPath: "base")
            #expect(try Folder(path: path + "/alias").read("c.txt") == [0x78])
            let error = #expect(throws: FileError.self) { try Folder(path: path + "/no").read("c.txt") }
            #expect(error?.description.contains("the folder cannot be opened") == true)
        }
    }
}
