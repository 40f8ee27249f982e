import ServiceCore

/// Reads the parts of an episode, and names the place of what is wrong.
struct EpisodeReader {
    let file: CassetteFile
    /// The position of the episode.
    let index: Int
    /// The text of the file; `nil` for an episode that is not in it yet.
    let text: [UInt8]?

    func object(_ value: DynamicValue?, _ path: String...) throws(MockError) -> DynamicObject {
        guard let object = value?.object else { throw wrong(path, "is not an object") }
        return object
    }

    func url(_ value: DynamicValue?, _ path: String...) throws(MockError) -> ServiceURL {
        guard let url = value?.string.flatMap(ServiceURL.init(recorded:)) else {
            throw wrong(path, "is not an absolute URL, such as \"https://api.example.com/v1/users\"")
        }
        return url
    }

    func status(_ value: DynamicValue?, _ path: String...) throws(MockError) -> ResponseStatus {
        guard let status = value?.int, (100...999).contains(status) else {
            throw wrong(path, "is not a number from 100 to 999")
        }
        return ResponseStatus(status)
    }

    func method(_ value: DynamicValue?, _ path: String...) throws(MockError) -> RequestMethod {
        guard let text = value?.string, RequestMethod(rawValue: text).isValid else {
            throw wrong(path, "is not a method, such as \"GET\"")
        }
        return RequestMethod(rawValue: text)
    }

    func headers(_ value: DynamicValue?, _ path: String...) throws(MockError) -> HeaderFields {
        var fields = HeaderFields()
        guard let value, !value.isNull else { return fields }
        guard let members = value.object else { throw wrong(path, "is not an object") }
        for (name, value) in members {
            for value in value.array ?? [value] {
                guard let text = value.string else { throw wrong(path + [name], "is not a text or a list of texts") }
                let field = HeaderField(name: HeaderField.Name(name), value: text)
                guard field.name.isValid, field.hasValidValue else {
                    throw wrong(path + [name], "is not a header field that RFC 9110 allows")
                }
                fields.append(field.name, field.value)
            }
        }
        return fields
    }

    func body(_ value: DynamicValue?, _ path: String...) throws(MockError) -> EpisodeBody {
        guard let value, !value.isNull else { return .none }
        let members = value.object ?? [:]
        if let json = members["json"] { return .json(json) }
        if let text = members["text"]?.string { return .text(text) }
        guard let name = members["file"]?.string else {
            throw wrong(path, "is not an object with \"json\", \"text\" or \"file\"")
        }
        do {
            return .file(name, try file.folder.read(name))
        } catch {
            throw wrong(path + ["file"], "names a body that cannot be read: \(error)", code: .unreadableFile)
        }
    }

    /// - Parameters:
    ///   - path: The members that lead to what is wrong.
    ///   - finding: What is wrong with it.
    ///   - code: The kind of the error.
    private func wrong(_ path: [String], _ finding: String, code: MockError.Code = .invalidDefinition) -> MockError {
        let steps = [.member("episodes"), .element(index)] + path.map(JSONPlace.Step.member)
        let line = text.map { "line \(JSONPlace.line(of: steps, in: $0)), " } ?? ""
        let place = path.isEmpty ? "" : ", " + path.joined(separator: ".")
        return MockError(
            code,
            "the cassette \(file): \(line)episode \(index + 1)\(place) \(finding); correct it, or remove the episode and record it again "
                + "with the mode newEpisodes"
        )
    }
}
