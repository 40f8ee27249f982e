import Testing

@testable import ServiceLimits

struct SampleWindowTests {
    /// Samples that end at equal distances from `start` on.
    private func samples(
        _ count: Int,
        from start: Duration = .zero,
        every distance: Duration,
        lasting duration: Duration = .milliseconds(10),
        _ ending: AttemptSample.Ending = .success
    ) -> [AttemptSample] {
        (0..<count).map { index in
            let end = start + distance * index
            return AttemptSample(start: end - duration, end: end, ending: ending)
        }
    }

    private func summaries(_ samples: [AttemptSample], _ window: inout SampleWindow) -> [SampleWindow.Summary] {
        samples.enumerated().compactMap { window.add($1, inFlight: $0 + 1) }
    }

    @Test func `it takes ten attempts`() {
        var window = SampleWindow()
        let samples = samples(10, every: .seconds(60), lasting: .seconds(3))
        #expect(summaries(samples.dropLast(), &window) == [])
        #expect(
            summaries([samples[9]], &window)
                == [SampleWindow.Summary(average: .seconds(3), maximumInFlight: 9, isOverloaded: false)]
        )
    }

    @Test func `it takes a second`() {
        var window = SampleWindow()
        #expect(summaries(samples(100, every: .milliseconds(10)), &window) == [])
        #expect(summaries(samples(1, from: .milliseconds(999), every: .zero), &window) == [])
        #expect(summaries(samples(1, from: .seconds(1), every: .zero), &window).map(\.maximumInFlight) == [100])
    }

    @Test func `it takes twice as long as an attempt usually does`() {
        var window = SampleWindow()
        #expect(summaries(samples(10, every: .seconds(1), lasting: .seconds(20)), &window).count == 1)
        #expect(summaries(samples(40, from: .seconds(100), every: .seconds(1), lasting: .seconds(20)), &window) == [])
        #expect(
            summaries(samples(1, from: .seconds(140), every: .seconds(1), lasting: .seconds(20)), &window).count == 1
        )
    }

    @Test func `a refusal counts, and its duration does not`() {
        var window = SampleWindow()
        let refused = samples(5, every: .seconds(1), lasting: .zero, .overload)
        let answered = samples(5, from: .seconds(5), every: .seconds(1), lasting: .seconds(2))
        #expect(
            summaries(refused + answered, &window)
                == [SampleWindow.Summary(average: .seconds(2), maximumInFlight: 10, isOverloaded: true)]
        )
        #expect(
            summaries(samples(10, from: .seconds(20), every: .seconds(1), .overload), &window).map(\.average) == [nil]
        )
    }

    @Test func `what says nothing leaves no trace`() {
        var window = SampleWindow()
        _ = summaries(samples(5, every: .seconds(1)), &window)
        let before = window
        #expect(summaries(samples(100, from: .seconds(5), every: .seconds(1), .other), &window) == [])
        #expect(window == before)
    }

    @Test func `a timeout counts if the attempt had the usual time`() {
        var window = SampleWindow()
        _ = summaries(samples(10, every: .seconds(1), lasting: .seconds(2)), &window)
        let before = window
        #expect(
            summaries(
                samples(20, from: .seconds(11), every: .seconds(1), lasting: .milliseconds(1999), .timeout),
                &window
            ) == []
        )
        #expect(window == before)
        let late = summaries(
            samples(10, from: .seconds(40), every: .seconds(1), lasting: .seconds(2), .timeout),
            &window
        )
        #expect(late.map(\.isOverloaded) == [true])
    }

    @Test func `the first timeouts count`() {
        var window = SampleWindow()
        #expect(summaries(samples(10, every: .seconds(1), .timeout), &window).map(\.isOverloaded) == [true])
    }

    @Test(arguments: [
        (100, 1, true), (101, 1, false), (1000, 9, false), (1000, 10, true), (10, 1, true), (5000, 1, false),
    ])
    func `it is overloaded from one in a hundred on`(count: Int, overloads: Int, isOverloaded: Bool) {
        var window = SampleWindow()
        let refused = samples(overloads, every: .zero, .overload)
        let answered = samples(count - overloads - 1, every: .zero)
        let last = samples(1, from: .seconds(1), every: .zero)
        #expect(summaries(refused + answered + last, &window).map(\.isOverloaded) == [isOverloaded])
    }

    @Test func `a clock that goes back does not stop it`() {
        var window = SampleWindow()
        #expect(summaries(samples(20, from: .seconds(1_000_000), every: .milliseconds(1)), &window) == [])
        #expect(summaries(samples(20, every: .milliseconds(100)), &window).count == 1)
    }
}
