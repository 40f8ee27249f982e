import Foundation
import ServiceCore
import ServiceModels
import Testing

/// Models that contain themselves: whatever is made up or given, reading comes to an end.
@Suite(.timeLimit(.minutes(10)))
struct RecursiveModelTests {
    struct Tree: ParameterObject, Equatable {
        var name: String
        var children: [Tree]
        var parent: Box?
    }

    /// A reference, as every recursion has one.
    final class Box: Codable, Equatable, Sendable {
        let tree: Tree
        static func == (left: Box, right: Box) -> Bool { left.tree == right.tree }
    }

    final class Ping: Decodable, Sendable { let pong: Pong }
    final class Pong: Decodable, Sendable { let ping: Ping }

    /// Catches what is wrong with each branch.
    indirect enum Expression: Decodable, Sendable {
        case leaf
        case node(Expression?, Expression?)
        enum CodingKeys: CodingKey { case left, right }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            guard container.contains(.left) || container.contains(.right) else {
                self = .leaf
                return
            }
            let left = try? container.decode(Expression.self, forKey: .left)
            let right = try? container.decode(Expression.self, forKey: .right)
            self = .node(left, right)
        }
    }

    /// Throws an error of its own on every level.
    final class Picky: Decodable, Sendable {
        struct Refused: Error {}
        let first: Picky
        let second: Picky
        enum CodingKeys: CodingKey { case first, second }
        init(from decoder: any Decoder) throws {
            do {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                first = try container.decode(Picky.self, forKey: .first)
                second = try container.decode(Picky.self, forKey: .second)
            } catch {
                throw Refused()
            }
        }
    }

    /// Goes down by containers inside of its own.
    struct Spiral: Decodable, Sendable {
        var depth = 0
        enum CodingKeys: CodingKey { case inner }
        init(from decoder: any Decoder) throws {
            var container = try decoder.container(keyedBy: CodingKeys.self)
            while container.contains(.inner) {
                container = try container.nestedContainer(keyedBy: CodingKeys.self, forKey: .inner)
                depth += 1
            }
        }
    }

    /// The same by recursion, over decoders.
    final class Stairs: Decodable, Sendable {
        let below: Stairs?
        enum CodingKeys: CodingKey { case below }
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            below = container.contains(.below) ? try Stairs(from: container.superDecoder(forKey: .below)) : nil
        }
    }

    /// Asks for `item0`, `item1` and so on, as long as there is one.
    struct Numbered: Decodable, Sendable {
        struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
        var items: [Int] = []
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            while true {
                let key = Key(stringValue: "item\(items.count)")
                guard container.contains(key) else { break }
                items.append((try? container.decode(Int.self, forKey: key)) ?? 0)
            }
        }
    }

    /// Takes `item0`, `item1` and so on, as long as it gets one.
    struct Greedy: Decodable, Sendable {
        var items: [Int] = []
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Numbered.Key.self)
            while let item = try? container.decode(Int.self, forKey: .init(stringValue: "item\(items.count)")) {
                items.append(item)
            }
        }
    }

    struct Holder<Part: Decodable & Sendable>: Decodable, Sendable {
        var first: Int
        var part: Part
        var last: Int
    }

    private static func problems<Part: Decodable & Sendable>(of _: Part.Type) -> ModelError? {
        #expect(throws: ModelError.self) { try KeywordInitializer<Holder<Part>>()(last: "x", lst: 1) }
    }

    @Test func `values are made up of types that contain themselves, where they can be`() {
        for error in [
            Self.problems(of: Tree.self), Self.problems(of: Expression.self), Self.problems(of: Spiral.self),
            Self.problems(of: Stairs.self), Self.problems(of: Numbered.self), Self.problems(of: Greedy.self),
        ] {
            #expect(error?.problems.map(\.name) == ["first", "part", "last", "lst"])
            #expect(error?.uncheckedBehind == nil)
        }
        for error in [Self.problems(of: Ping.self), Self.problems(of: Picky.self)] {
            #expect(error?.problems.map(\.name) == ["first", "part", "lst"])
            #expect(error?.uncheckedBehind != nil)
        }
    }

    @Test func `schemas of types that contain themselves`() {
        #expect(Tree.schema.description == "name: String, children: [Tree], parent: Box (optional)")
        #expect(ModelSchema(of: Expression.self).isComplete)
        #expect(ModelSchema(of: Spiral.self).keywords.isEmpty)
        #expect(ModelSchema(of: Greedy.self).keywords.count <= 1001)
        #expect(!ModelSchema(of: Picky.self).isComplete)
        #expect(!ModelSchema(of: Holder<Ping>.self).isComplete)
        #expect(ModelSchema(of: Holder<Expression>.self).isComplete)
    }

    @Test func `a model that takes what it gets has just that`() throws {
        #expect(try KeywordInitializer<Greedy>()(item0: 1, item1: 2).items == [1, 2])
        let error = #expect(throws: ModelError.self) { try KeywordInitializer<Greedy>()(item0: 1, item2: 2) }
        #expect(error?.problems.map(\.kind) == [.unread])
    }

    private static func nested(_ depth: Int) -> DynamicValue {
        var tree: DynamicValue = ["name": "leaf", "children": []]
        for _ in 0..<depth { tree = ["name": "n", "children": [tree]] }
        return tree
    }

    @Test func `a value of many levels, on a stack of 512 KiB`() async throws {
        struct Forest: ParameterObject { var tree: Tree }
        // Each level is a list and a model.
        let made = try await onSmallStack { try Forest.build(tree: Self.nested(30)) }
        var depth = 0
        var tree = made.tree
        while let child = tree.children.first {
            tree = child
            depth += 1
        }
        #expect(depth == 30)
        let error = await #expect(throws: ModelError.self) {
            try await onSmallStack { try Forest.build(tree: Self.nested(60)) }
        }
        #expect(error?.problems.count == 1)
        #expect(error?.description.contains("more than 64 levels deep") == true)
    }

    @Test func `problems deep in a tree have their place`() {
        let tree =
            ["name": "a", "children": [["name": 1, "children": [["nme": "b", "children": 2]]]]] as DynamicValue
        struct Forest: ParameterObject { var tree: Tree }
        let error = #expect(throws: ModelError.self) { try Forest.build(tree: tree) }
        #expect(
            error?.problems.map(\.description) == [
                #""tree.children[0].name" is a number: give String"#,
                #""tree.children[0].children[0].name" is missing: give String"#,
                #""tree.children[0].children[0].children" is a number: give [Tree]"#,
                #""tree.children[0].children[0].nme" is unknown; did you mean "name"?"#,
            ]
        )
    }
}

/// Runs a closure on a thread whose stack has 512 KiB, as that of every thread but the main one has on Apple platforms.
private func onSmallStack<Success: Sendable>(_ body: @escaping @Sendable () throws -> Success) async throws -> Success {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result(catching: body)) }
        thread.stackSize = 512 << 10
        thread.start()
    }
}
