import Foundation
import ServiceCore
import Testing

/// The public test suite for URI templates. It is read from beside the package, or from the folder that the environment
/// variable `SHARED_DATA` names; it is no part of the package, so the tests are skipped where it is absent.
@Suite(.enabled(if: URITemplateSuite.folder != nil, "no uritemplate-test beside the package or in SHARED_DATA"))
struct URITemplateSuiteTests {
    @Test(arguments: URITemplateSuite.files)
    func fileHasCases(name: String) throws {
        #expect(URITemplateSuite.cases(in: name).isEmpty == false)
    }

    @Test(arguments: URITemplateSuite.files.flatMap(URITemplateSuite.cases))
    func suiteCase(_ testCase: URITemplateSuite.Case) throws {
        if testCase.expansions.isEmpty {
            #expect(throws: URITemplateError.self) {
                try URITemplate(testCase.template).expand(testCase.variables)
            }
        } else {
            let expansion = try URITemplate(testCase.template).expand(testCase.variables)
            #expect(testCase.expansions.contains(expansion), "\(expansion)")
        }
    }
}

/// The files of the suite, read.
enum URITemplateSuite {
    struct Case: Sendable, CustomTestStringConvertible {
        let group: String
        let template: String
        let variables: Parameters
        /// The answers that are right; none where the template must be refused.
        let expansions: [String]

        var testDescription: String { "\(group): \(template)" }
    }

    private struct Group: Decodable {
        let variables: Parameters
        let testcases: [[Cell]]
    }

    /// A template, an answer, several answers, or `false`.
    private enum Cell: Decodable {
        case text(String)
        case texts([String])
        case refused

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let texts = try? container.decode([String].self) {
                self = .texts(texts)
            } else {
                _ = try container.decode(Bool.self)
                self = .refused
            }
        }
    }

    static let folder: URL? = {
        let shared =
            ProcessInfo.processInfo.environment["SHARED_DATA"].map { URL(filePath: $0) }
            ?? packageRoot.appending(path: "../shared/data").standardizedFileURL
        let folder = shared.appending(path: "uritemplate-test")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    private static var packageRoot: URL {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }

    static let files: [String] = {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            return []
        }
        return names.filter { $0.hasSuffix(".json") }.sorted()
    }()

    /// No cases where the file cannot be read, which `fileHasCases` reports.
    static func cases(in file: String) -> [Case] {
        guard let folder, let data = try? Data(contentsOf: folder.appending(path: file)),
            let groups = try? JSONDecoder().decode([String: Group].self, from: data)
        else { return [] }
        return groups.sorted { $0.key < $1.key }.flatMap { name, group in
            group.testcases.compactMap { cells -> Case? in
                guard cells.count == 2, case .text(let template) = cells[0] else { return nil }
                let expansions: [String] =
                    switch cells[1] {
                    case .text(let text): [text]
                    case .texts(let texts): texts
                    case .refused: []
                    }
                return Case(group: name, template: template, variables: group.variables, expansions: expansions)
            }
        }
    }
}
