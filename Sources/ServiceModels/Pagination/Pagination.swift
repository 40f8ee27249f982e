public import ServiceCore

/// How the answers of a method lead from one page to the next.
///
/// | Pagination | The next page | The end |
/// |---|---|---|
/// | ``cursor(_:_:)`` | the cursor of an answer goes into the next input | an answer without cursor, or with an empty one |
/// | ``link`` | the target of the `Link` field with `rel="next"` (RFC 8288) | an answer without such a link |
/// | `page(_:hasMore:)` | the number of the page, plus one | the answer says so |
///
/// An empty page is not the end: only the service tells that.
public struct Pagination<Input: Sendable, Output: Sendable>: Sendable {
    enum Step {
        case end
        /// Another call with the input as it is now.
        case next
        /// Another call, to this place.
        case link(PageLink)
    }

    /// What follows an answer; changes the input for it.
    let step: @Sendable (inout Input, TypedResponse<Output>) throws -> Step

    init(step: @escaping @Sendable (inout Input, TypedResponse<Output>) throws -> Step) {
        self.step = step
    }

    /// Pages with a cursor in the body.
    ///
    /// - Parameters:
    ///   - input: Where the input takes the cursor.
    ///   - output: Where the answer has that of the next page; `nil` or an empty text where there is none.
    public static func cursor<Cursor: Equatable & Sendable>(
        _ input: any WritableKeyPath<Input, Cursor?> & Sendable,
        _ output: any KeyPath<Output, Cursor?> & Sendable
    ) -> Self {
        Self { value, response in
            guard let cursor = response.data[keyPath: output], (cursor as? String)?.isEmpty != true else { return .end }
            guard cursor != value[keyPath: input] else {
                throw ServiceError(.paginationFailed, "the service gives the cursor again that led to this page")
            }
            value[keyPath: input] = cursor
            return .next
        }
    }

    /// Pages with a `Link` header field (RFC 8288).
    ///
    /// A link may be relative. One to another origin fails the sequence: the request has what is meant for this service alone.
    public static var link: Self {
        Self { _, response in
            let fields = response.headers.values("link")
            guard let target = LinkHeader.target(relation: "next", in: fields) else { return .end }
            guard let link = PageLink(target, at: response.url), response.url.origin == response.request.url.origin
            else {
                throw ServiceError(.paginationFailed, "the link to the next page leads to another origin")
            }
            guard link != PageLink(path: response.url.path, query: response.url.query) else {
                throw ServiceError(.paginationFailed, "the link to the next page leads to this one")
            }
            return .link(link)
        }
    }

    /// Pages with a number; `nil` is the first, 1.
    ///
    /// - Parameters:
    ///   - input: Where the input takes the number.
    ///   - hasMore: Whether another page follows an answer.
    public static func page(
        _ input: any WritableKeyPath<Input, Int?> & Sendable,
        hasMore: @escaping @Sendable (Output) -> Bool
    ) -> Self {
        Self { value, response in
            guard hasMore(response.data) else { return .end }
            value[keyPath: input] = (value[keyPath: input] ?? 1) + 1
            return .next
        }
    }

    /// Pages with a number that the input always has.
    ///
    /// - Parameters:
    ///   - input: Where the input has the number.
    ///   - hasMore: Whether another page follows an answer.
    public static func page(
        _ input: any WritableKeyPath<Input, Int> & Sendable,
        hasMore: @escaping @Sendable (Output) -> Bool
    ) -> Self {
        Self { value, response in
            guard hasMore(response.data) else { return .end }
            value[keyPath: input] += 1
            return .next
        }
    }
}

extension ServiceError.Code {
    /// The pages of a method do not end, or lead where they must not.
    public static let paginationFailed = Self("paginationFailed")
}
