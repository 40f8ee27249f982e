import Testing

@testable import ServiceMocks

struct NewestTests {
    @Test(arguments: [-1, 0, 1, 2, 7])
    func `it agrees with the end of a list`(limit: Int) {
        var newest = Newest<Int>(limit)
        #expect(newest.all.isEmpty && newest.first(from: 0) == nil)
        for last in 0..<20 {
            newest.append(last)
            let kept = Array((0...last).suffix(max(limit, 1)))
            #expect(newest.all == kept)
            #expect(newest.count == last + 1)
            for number in 0...last + 1 {
                let expected = kept.first { $0 >= number }
                #expect(newest.first(from: number)?.element == expected)
                #expect(newest.first(from: number)?.number == expected)
            }
        }
    }
}
