// Beside the main actor, as on a server: a call that is made on an actor leaves it first, and comes back to it at its end.
try await Task.detached {
    try await PipelineBenchmark.run()
    try await LimitsBenchmark.run()
    try await LoggingBenchmark.run()
    try await ModelsBenchmark.run()
}.value
