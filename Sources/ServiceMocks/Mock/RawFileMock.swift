import ServiceCore

/// Answers with the bytes of a file: a ``MockDescription`` with a `file`.
///
/// The file is read for every call, so that it may be changed while a program runs.
public struct RawFileMock: MockType {
    static let name = "RawFileMock"

    /// Creates the type.
    public init() {}

    /// The bytes of the file, with the status and the fields of the description.
    public func answer(to call: MockCall) async throws -> Answer {
        guard let file = call.description.file else { throw MockError(.invalidDescription, Self.missing) }
        let bytes = try call.bytes(ofFile: file)
        return Answer(status: call.description.status, headers: call.description.headers, body: .bytes(bytes))
    }

    /// A description without a file, with something else beside, or with a file that cannot be read.
    public func problems(in description: MockDescription, read: (String) throws -> [UInt8]) -> [String] {
        var problems = description.problems(of: Self.name, allowsData: false)
        if let file = description.file {
            do { _ = try read(file) } catch { problems.append((error as? MockError)?.message ?? "\(error)") }
        } else {
            problems.append(Self.missing)
        }
        return problems
    }

    private static let missing = "a RawFileMock needs a \"file\": name one, or use RawDataMock or JSONDataMock"
}
