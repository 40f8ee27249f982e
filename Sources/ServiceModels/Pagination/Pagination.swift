public import ServiceCore

/// How the answers of a method lead from one page to the next.
///
/// | Pagination | The next page | The end |
/// |---|---|---|
/// | `cursor(_:_:)` | the cursor of an answer goes into the next input | an answer without cursor, or with an empty one |
/// | ``link`` | the target of the `Link` field with `rel="next"` (RFC 8288) | an answer without such a link |
/// | `page(_:hasMore:)` | the number of the page, plus one | the answer says so |
///
/// An empty page is not the end: only the service tells that.
public struct Pagination<Input: Sendable, Output: Sendable>: Sendable {
    enum Step {
        case end
        /// Another call with the input as it is now. Where the same led to a page before, the pages have no end.
        case next(AnyHashable?)
        /// Another call, to this place.
        case link(PageLink)
    }

    /// What follows an answer; changes the input for it.
    let step: @Sendable (inout Input, TypedResponse<Output>) throws(ServiceError) -> Step

    init(step: @escaping @Sendable (inout Input, TypedResponse<Output>) throws(ServiceError) -> Step) {
        self.step = step
    }

    /// Pages with a cursor in the body: a text, a number, or whatever the service takes.
    ///
    /// - Parameters:
    ///   - input: Where the input takes the cursor.
    ///   - output: Where the answer has that of the next page; `nil`, a null or an empty text where there is none. A service that tells the
    ///     end in another way, such as by `-1`, needs a property that is `nil` then.
    public static func cursor<Cursor: Hashable & Sendable>(
        _ input: any WritableKeyPath<Input, Cursor?> & Sendable,
        _ output: any KeyPath<Output, Cursor?> & Sendable
    ) -> Self {
        Self { value, response throws(ServiceError) in
            guard let cursor = response.data[keyPath: output], !isNone(cursor) else { return .end }
            try check(cursor, behind: value[keyPath: input])
            value[keyPath: input] = cursor
            return .next(cursor)
        }
    }

    /// Pages with a cursor in the body that every answer has, and that is a null or an empty text in the last.
    public static func cursor<Cursor: Hashable & Sendable>(
        _ input: any WritableKeyPath<Input, Cursor?> & Sendable,
        _ output: any KeyPath<Output, Cursor> & Sendable
    ) -> Self {
        Self { value, response throws(ServiceError) in
            let cursor = response.data[keyPath: output]
            if isNone(cursor) { return .end }
            try check(cursor, behind: value[keyPath: input])
            value[keyPath: input] = cursor
            return .next(cursor)
        }
    }

    private static func check<Cursor: Equatable>(_ cursor: Cursor, behind last: Cursor?) throws(ServiceError) {
        if cursor != last { return }
        throw ServiceError(.paginationFailed, "the service gives the cursor again that led to this page")
    }

    /// Whether a cursor says that there is none.
    private static func isNone(_ cursor: some Hashable) -> Bool {
        switch cursor {
        case let text as any StringProtocol: text.isEmpty
        case let value as DynamicValue: value.isNull || value.string?.isEmpty == true
        default: false
        }
    }

    /// Pages with a `Link` header field (RFC 8288).
    ///
    /// A link may be relative. One to another origin fails the sequence: the request has what is meant for this service alone.
    public static var link: Self {
        Self { _, response throws(ServiceError) in
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
        Self { value, response throws(ServiceError) in
            guard hasMore(response.data) else { return .end }
            value[keyPath: input] = try number(behind: value[keyPath: input] ?? 1)
            return .next(nil)
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
        Self { value, response throws(ServiceError) in
            guard hasMore(response.data) else { return .end }
            value[keyPath: input] = try number(behind: value[keyPath: input])
            return .next(nil)
        }
    }

    private static func number(behind number: Int) throws(ServiceError) -> Int {
        if number < .max { return number + 1 }
        throw ServiceError(
            .paginationFailed,
            "there is no number behind page \(number): give the first one of the pages"
        )
    }
}

extension ServiceError.Code {
    /// The pages of a method do not end, or lead where they must not.
    public static let paginationFailed = Self("paginationFailed")
}
