public import ServiceCore

/// The pages of a method: one call for each, made when it is asked for.
///
/// ```swift
/// for try await page in ocean.listDroplets.pages(ListDroplets(per_page: 50), by: .link) { … }
/// for try await droplet in ocean.listDroplets.pages(by: .link).items(\.droplets) { … }
/// ```
/// Every iteration begins anew. A call that fails ends it, and so does an answer that is none of 2xx; so does cancelling the task, with
/// `CancellationError`. What leads nowhere, such as a link to a page that was given, fails behind the page that has it.
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
        /// Why there is no page behind the last one.
        private var failure: ServiceError?
        /// The links or cursors that led to the pages so far.
        private var visited: Set<AnyHashable> = []

        init(sequence: PageSequence) {
            self.sequence = sequence
            input = sequence.input
        }

        /// The next page, or `nil` behind the last.
        ///
        /// - Throws: `ServiceError`, of the code `unsuccessfulStatus` for an answer that is none of 2xx, and of the code `paginationFailed`
        ///   where there are more pages than the limit, or the service leads to one that it gave before or to another origin;
        ///   `CancellationError`.
        public mutating func next() async throws -> TypedResponse<Output>? {
            if hasEnded { return nil }
            // Whatever is thrown ends the sequence.
            hasEnded = true
            try Task.checkCancellation()
            if let failure { throw failure }
            let link = link.map { [ServiceOption(PageLinkOption.self, $0)] } ?? []
            let page = try await sequence.method.call(input, options: sequence.options + link)
            guard page.status.isSuccessful else {
                throw placed(ServiceError(.unsuccessfulStatus, "the answer is \(page.status), and no page"), page)
            }
            count += 1
            // The page is there whatever comes behind it: its caller gets it before the error.
            do throws(ServiceError) {
                hasEnded = try !goOn(from: page)
            } catch {
                failure = placed(error, page)
                hasEnded = false
            }
            return page
        }

        /// Whether there is a page behind this one.
        private mutating func goOn(from page: TypedResponse<Output>) throws(ServiceError) -> Bool {
            switch try sequence.pagination.step(&input, page) {
            case .end: return false
            case .next(let mark):
                link = nil
                if let mark { try visit(mark, "cursor") }
            case .link(let next):
                link = next
                try visit(next, "link")
            }
            guard count < sequence.limit else {
                throw ServiceError(
                    .paginationFailed,
                    "there are more than \(sequence.limit) pages: raise the limit, or ask for larger ones"
                )
            }
            return true
        }

        private mutating func visit(_ mark: AnyHashable, _ kind: String) throws(ServiceError) {
            if visited.insert(mark).inserted { return }
            throw ServiceError(.paginationFailed, "the service gives the \(kind) of a page again that it gave before")
        }

        private func placed(_ error: ServiceError, _ page: TypedResponse<Output>) -> ServiceError {
            var error = error
            error.stage = .didParse
            error.service = sequence.method.service
            error.endpoint = sequence.method.name
            error.request = page.response.request
            error.response = page.response
            error.redaction = page.response.redaction
            return error
        }
    }
}

extension BoundMethod {
    /// The pages of the method.
    ///
    /// - Parameters:
    ///   - input: The input of the first page.
    ///   - pagination: How a page leads to the next.
    ///   - limit: The most pages that are asked for, one at least; that there is another is an error, behind the last. Default: 1,000.
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
