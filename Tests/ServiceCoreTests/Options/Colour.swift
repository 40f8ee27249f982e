import ServiceCore

enum ColourOption: ServiceOptionKey {
    typealias Value = String
    static let name = "colour"
}

/// An option whose levels add up.
enum TagsOption: ServiceOptionKey {
    typealias Value = [String]
    static let name = "tags"
    static func merge(_ weaker: [String], _ stronger: [String]) -> [String] { weaker + stronger }
}

/// An option that a keyword gives in another form than the code does.
enum WaitOption: ServiceOptionKey {
    typealias Value = Duration
    static let name = "wait"
    static func decode(from decoder: any Decoder) throws -> Duration { .seconds(try Double(from: decoder)) }
}

extension ServiceOption {
    static func colour(_ colour: String) -> Self { Self(ColourOption.self, colour) }
    static func tags(_ tags: String...) -> Self { Self(TagsOption.self, tags) }
    static func wait(_ wait: Duration) -> Self { Self(WaitOption.self, wait) }
}

/// A plugin that reads the three options, and writes down what it found.
struct Painter: OptionReading, SessionPreparing {
    var colour: String?
    var tags: [String]?
    let seen = Journal()

    var options: [OptionDeclaration] {
        [
            OptionDeclaration(ColourOption.self, clientValue: colour),
            OptionDeclaration(TagsOption.self, clientValue: tags),
            OptionDeclaration(WaitOption.self),
        ]
    }

    func prepareSession(_ session: inout ServiceSession) async throws {
        for (name, level, value) in session.options.named where name != "parameters" {
            seen.write("\(name)=\(value) (\(level))")
        }
    }
}
