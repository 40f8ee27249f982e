import ServiceCore

/// The items of all pages, one after the other; see ``PageSequence/items(_:)``.
public struct PageItems<Input: Sendable, Output: Sendable, Items: Sequence>: AsyncSequence {
    /// An item.
    public typealias Element = Items.Element

    let pages: PageSequence<Input, Output>
    let path: KeyPath<Output, Items>

    /// Begins with the first item of the first page.
    public func makeAsyncIterator() -> Iterator {
        Iterator(pages: pages.makeAsyncIterator(), path: path)
    }

    /// Goes from item to item.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var pages: PageSequence<Input, Output>.Iterator
        fileprivate let path: KeyPath<Output, Items>
        private var items: Items.Iterator?

        fileprivate init(pages: PageSequence<Input, Output>.Iterator, path: KeyPath<Output, Items>) {
            self.pages = pages
            self.path = path
        }

        /// The next item, or `nil` behind the last one of the last page.
        ///
        /// - Throws: What ``PageSequence/Iterator/next()`` throws.
        public mutating func next() async throws -> Items.Element? {
            while true {
                if let item = items?.next() { return item }
                guard let page = try await pages.next() else { return nil }
                items = page.data[keyPath: path].makeIterator()
            }
        }
    }
}

extension PageSequence {
    /// The items of all pages; the next page is asked for when those of the last have been taken.
    ///
    /// - Parameter path: Where a page has its items.
    public func items<Items: Sequence>(_ path: KeyPath<Output, Items>) -> PageItems<Input, Output, Items> {
        PageItems(pages: self, path: path)
    }
}
