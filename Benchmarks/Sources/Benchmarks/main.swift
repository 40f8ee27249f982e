try await PipelineBenchmark.run()
