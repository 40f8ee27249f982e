import ServiceCore

/// The episodes of a cassette while it is in use. An actor, so that what is written to the file is written in turns.
actor Tape {
    private let file: CassetteFile
    private let matching: Cassette.Matching
    private let prepare: @Sendable (inout DynamicObject) -> Void
    private var contents: CassetteFile.Contents
    /// The positions of the episodes that wait to be asked for.
    private var waiting: [Int]

    init(
        file: CassetteFile,
        contents: CassetteFile.Contents,
        matching: Cassette.Matching,
        startsAnew: Bool,
        prepare: @escaping @Sendable (inout DynamicObject) -> Void
    ) {
        self.file = file
        self.matching = matching
        self.prepare = prepare
        self.contents = contents
        if startsAnew { self.contents.episodes = [] }
        waiting = Array(self.contents.episodes.indices)
    }

    /// The response of the first episode that is one of this request and was not taken.
    func take(_ request: EpisodeRequest, _ redaction: Redaction) throws -> TransportResponse? {
        let place = waiting.firstIndex {
            contents.episodes[$0].request.differences(from: request, matching, redaction).isEmpty
        }
        guard let place else { return nil }
        return try contents.episodes[waiting.remove(at: place)].response.transportResponse()
    }

    /// Adds an episode and writes the file.
    func record(_ request: EpisodeRequest, _ response: EpisodeResponse) throws {
        var episode = DynamicObject()
        let number = contents.freeNumber(for: file)
        episode["request"] = try request.stored(file, "\(number)-request")
        episode["response"] = try response.stored(file, "\(number)-response")
        prepare(&episode)
        // Read back, so that what cannot be read is not found out when it is needed.
        let parsed = try Episode(.object(episode), at: contents.episodes.count, of: file)
        contents.episodes.append(parsed)
        try file.write(contents)
    }

    /// The requests of the episodes that wait.
    var unplayed: [String] { waiting.map { "\(contents.episodes[$0].request)" } }

    /// Why there is no episode for a request.
    func missing(_ request: EpisodeRequest, _ redaction: Redaction) -> TransportError {
        let near = contents.episodes.enumerated()
            .map { (index: $0, differences: $1.request.differences(from: request, matching, redaction)) }
            .sorted { ($0.differences.count, $0.index) < ($1.differences.count, $1.index) }
            .prefix(3)
            .map { index, differences in
                let reason = differences.isEmpty ? "it has been given already" : differences.joined(separator: "; ")
                return
                    "\n    episode \(index + 1), \(contents.episodes[index].request.description(redaction)): \(reason)"
            }
        let message =
            "the cassette \(file) has no episode for \(request.description(redaction)): record it with the mode newEpisodes"
            + near.joined()
        return TransportError(.other, message, cause: MockError(.noEpisode, message))
    }
}
