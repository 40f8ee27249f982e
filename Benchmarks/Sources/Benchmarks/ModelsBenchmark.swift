import Foundation
import ServiceCore
import ServiceModels

/// What it costs to make a model of 8 fields, by every door.
enum ModelsBenchmark {
    struct Droplet: ParameterObject, DefaultInitializable {
        var name = ""
        var region = ""
        var size = ""
        var image = 0
        var backups = false
        var weight = 0.0
        var tags: [String] = []
        var note: String?
    }

    /// Holds what was made last, so that the compiler has to make it.
    private final class Sink {
        var model = Droplet()
    }

    static func run() async throws {
        let table = Table("A model of 8 fields")
        let sink = Sink()
        // Not known when this is compiled.
        let name = "web-\(CommandLine.arguments.count)"
        let tags = [name, "prod"]
        let initialized = await Measurement.of(operations: 2_000_000) {
            sink.model = Droplet(
                name: name,
                region: "fra1",
                size: "s-1vcpu-1gb",
                image: 7,
                backups: true,
                weight: 0.5,
                tags: tags,
                note: "none"
            )
        }
        table.row("its initializer", initialized)
        let built = try await Measurement.of(operations: 500_000) {
            sink.model = try Droplet.make {
                Field(\.name, name)
                Field(\.region, "fra1")
                Field(\.size, "s-1vcpu-1gb")
                Field(\.image, 7)
                Field(\.backups, true)
                Field(\.weight, 0.5)
                Field(\.tags, tags)
                Field(\.note, "none")
            }
        }
        table.row("the builder", built)
        let byKeywords = try await Measurement.of(operations: 500_000) {
            sink.model = try Droplet.build(
                name: name,
                region: "fra1",
                size: "s-1vcpu-1gb",
                image: 7,
                backups: true,
                weight: 0.5,
                tags: tags,
                note: "none"
            )
        }
        table.row("keywords", byKeywords)
        let byFewer = try await Measurement.of(operations: 500_000) {
            sink.model = try Droplet.build(
                name: name,
                region: "fra1",
                size: "s-1vcpu-1gb",
                image: 7,
                backups: true,
                weight: 0.5
            )
        }
        table.row("keywords, two of which are left out", byFewer)
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        let throughJSON = try await Measurement.of(operations: 100_000) {
            sink.model = try decoder.decode(Droplet.self, from: encoder.encode(sink.model))
        }
        table.row("a JSON round trip", throughJSON)
        let throughValue = try await Measurement.of(operations: 200_000) {
            sink.model = try DynamicValue(encoding: sink.model).decode(as: Droplet.self)
        }
        table.row("a round trip through a dynamic value", throughValue)
    }
}
