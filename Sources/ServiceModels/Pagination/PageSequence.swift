public import ServiceCore

/// The pages of a method: one call for each, made when it is asked for.
///
/// ```swift
/// for try await page in ocean.listDroplets.pages(ListDroplets(per_page: 50), by: .link) { … }
/// for try await droplet in ocean.listDroplets.pages(by: .link).items(\.droplets) { … }
/// ```
/// Every iteration begins anew. A call that fails ends it; so does cancelling the task, with `CancellationError`.
public struct PageSequence<Input: Sendable, Output: Sendable>: AsyncSequence, Sendable {
    /// A page.
    public typealias Element = TypedResponse<Output>

    let method: BoundMethod<Input, Output>
    let input: Input
    let pagination: Pagination<Input, Output>
    let limit: Int
    let options: [ServiceOption]

    /// Begins with the first page.
    public func makeAsyncIterator() -> Iterator { Iterator(sequence: self) }

    /// Goes from page to page.
    public struct Iterator: AsyncIteratorProtocol {
        private let sequence: PageSequence
        private var input: Input
        private var link: PageLink?
        private var count = 0
        private var hasEnded = false

        init(sequence: PageSequence) {
            self.sequence = sequence
            input = sequence.input
        }

        /// The next page, or `nil` behind the last.
        ///
        /// - Throws: `ServiceError`, of the code `paginationFailed` where there are more pages than the limit; `CancellationError`.
        public mutating func next() async throws -> TypedResponse<Output>? {
            if hasEnded { return nil }
            // Whatever is thrown ends the sequence.
            hasEnded = true
            guard count < sequence.limit else {
                throw ServiceError(
                    .paginationFailed,
                    "\(sequence.method.name) has more than \(sequence.limit) pages: raise the limit, or ask for larger ones"
                )
            }
            let link = link.map { [ServiceOption(PageLinkOption.self, $0)] } ?? []
            let page = try await sequence.method.call(input, options: sequence.options + link)
            count += 1
            switch try sequence.pagination.step(&input, page) {
            case .end: return page
            case .next: self.link = nil
            case .link(let link): self.link = link
            }
            hasEnded = false
            return page
        }
    }
}

extension BoundMethod {
    /// The pages of the method.
    ///
    /// - Parameters:
    ///   - input: The input of the first page.
    ///   - pagination: How a page leads to the next.
    ///   - limit: The most pages that are asked for; one more is an error. Default: 1,000.
    ///   - options: The options of every call.
    public func pages(
        _ input: Input,
        by pagination: Pagination<Input, Output>,
        limit: Int = 1000,
        _ options: ServiceOption...
    ) -> PageSequence<Input, Output> {
        PageSequence(method: self, input: input, pagination: pagination, limit: limit, options: options)
    }

    /// The pages of the method, beginning with the empty form of its input.
    public func pages(
        by pagination: Pagination<Input, Output>,
        limit: Int = 1000,
        _ options: ServiceOption...
    ) -> PageSequence<Input, Output> where Input: DefaultInitializable {
        PageSequence(method: self, input: Input(), pagination: pagination, limit: limit, options: options)
    }
}
