try await PipelineBenchmark.run()
try await LimitsBenchmark.run()
