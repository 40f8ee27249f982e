import ServiceCore

/// The file of a cassette, and the bodies beside it.
struct CassetteFile: Sendable, CustomStringConvertible {
    /// What is in the file.
    struct Contents: Sendable {
        /// Everything but the episodes, to be written again as it was.
        var other: DynamicObject = ["version": 1]
        var episodes: [Episode] = []

        /// A number for the bodies of the next episode that no other has, which somebody may have edited.
        func freeNumber(for file: CassetteFile) -> Int {
            let used = Set(episodes.flatMap { [$0.request.body.file, $0.response.body.file] }.compactMap(\.self))
            var number = episodes.count + 1
            while used.contains(where: { $0.hasPrefix("\(file.stem)-\(number)-") }) { number += 1 }
            return number
        }
    }

    let folder: Folder
    let name: String

    /// The name without its last extension: what the names of bodies begin with.
    var stem: String {
        name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : String(name[..<$0]) } ?? name
    }

    var description: String { folder.path == "." ? name : folder.path + name }

    func read(isRequired: Bool) throws(MockError) -> Contents {
        let bytes: [UInt8]
        do {
            bytes = try folder.read(name)
        } catch {
            if error.isMissing, !isRequired { return Contents() }
            throw MockError(.unreadableFile, "the cassette cannot be read: \(error)")
        }
        let value: DynamicValue
        do {
            value = try JSONReader().read(bytes)
        } catch {
            throw invalid("it is no JSON: \(error)")
        }
        guard var other = value.object, case .array(let episodes)? = other["episodes"] else {
            let steps: [JSONPlace.Step] = [.member("episodes")]
            throw invalid(
                "line \(JSONPlace.line(of: steps, in: bytes)): it is no object with a list of \"episodes\""
            )
        }
        let version = other["version"] ?? 1
        guard version.int == 1 else {
            let line = JSONPlace.line(of: [.member("version")], in: bytes)
            throw invalid("line \(line): its version is \(version), and this package reads version 1")
        }
        other["episodes"] = []
        var contents = Contents(other: other)
        for (index, episode) in episodes.enumerated() {
            contents.episodes.append(try Episode(episode, at: index, of: self, text: bytes))
        }
        return contents
    }

    func write(_ contents: Contents) throws(MockError) {
        var value = contents.other
        value["episodes"] = .array(contents.episodes.map(\.source))
        do {
            try folder.write(try JSONWriter(isPretty: true).write(.object(value)) + [0x0A], to: name)
        } catch {
            throw MockError(.unreadableFile, "the cassette cannot be written: \(error)")
        }
    }

    func writeBody(_ bytes: [UInt8], to file: String) throws(MockError) {
        do {
            try folder.write(bytes, to: file)
        } catch {
            throw MockError(.unreadableFile, "a body of the cassette \(self) cannot be written: \(error)")
        }
    }

    func invalid(_ reason: String) -> MockError {
        MockError(
            .invalidDefinition,
            "the cassette \(self): \(reason); correct it, or delete the file and record it again with the mode newEpisodes"
        )
    }
}
