import Foundation

/// Every benchmark, or those that are named: `Benchmarks limits models`.
let benchmarks: [(name: String, run: @Sendable () async throws -> Void)] = [
    ("pipeline", PipelineBenchmark.run),
    ("limits", LimitsBenchmark.run),
    ("logging", LoggingBenchmark.run),
    ("models", ModelsBenchmark.run),
]

let chosen = Set(CommandLine.arguments.dropFirst())
let unknown = chosen.subtracting(benchmarks.map(\.name)).sorted()
guard unknown.isEmpty else {
    print(
        "there is no benchmark \(unknown.joined(separator: ", ")): name \(benchmarks.map(\.name).joined(separator: ", "))"
    )
    exit(2)
}
// Beside the main actor, as on a server: a call that is made on an actor leaves it first, and comes back to it at its end.
try await Task.detached {
    try await Yardstick.run()
    for benchmark in benchmarks where chosen.isEmpty || chosen.contains(benchmark.name) { try await benchmark.run() }
}.value
