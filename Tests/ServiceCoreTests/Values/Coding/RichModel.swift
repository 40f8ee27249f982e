import Foundation

/// A model that uses every part of `Codable`.
struct RichModel: Codable, Equatable {
    enum Shape: Codable, Equatable {
        case circle(radius: Double)
        case square(side: Int, label: String?)
        case none
    }
    enum Level: String, Codable { case low, high }
    struct Tree: Codable, Equatable {
        var name: String
        var children: [Tree]
    }

    var text = "Zoë \"Z\"\n"
    var flag = true
    var small: Int8 = -128
    var byte: UInt8 = 255
    var medium: Int32 = .min
    var large: Int64 = .max
    var huge: UInt64 = .max
    var single: Float = 0.1
    var double = 1e-7
    var whole = 3.0
    var missing: String?
    var present: String? = "here"
    var optionals: [Int?] = [1, nil, 3]
    var byNumber: [Int: String] = [1: "one", -2: "minus two"]
    var byText: [String: [Double]] = ["a": [1, 2.5], "": []]
    var byLevel: [Level: Int] = [.high: 1]
    var shapes: [Shape] = [.circle(radius: 1.5), .square(side: 2, label: nil), .square(side: 3, label: "x"), .none]
    var tree = Tree(name: "root", children: [Tree(name: "leaf", children: [])])
    var date = Date(timeIntervalSinceReferenceDate: 1234.5)
    var url = URL(string: "https://example.com/a?b=c")
    var data = Data([0, 1, 255])
    var decimal = Decimal(string: "12.345")
    var level = Level.low
    var identifier = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))
    var range = 1..<5
}

/// A class and a subclass that leaves the part of its superclass to a super-encoder.
class Animal: Codable {
    var name: String

    init(name: String) { self.name = name }
}

final class Dog: Animal {
    let tricks: [String]

    enum CodingKeys: CodingKey { case tricks, base }

    init(name: String, tricks: [String]) {
        self.tricks = tricks
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        tricks = try container.decode([String].self, forKey: .tricks)
        _ = try Animal(from: container.superDecoder(forKey: .base))
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try super.encode(to: container.superEncoder())
        try super.encode(to: container.superEncoder(forKey: .base))
        try container.encode(tricks, forKey: .tricks)
    }
}

/// Writes nested containers, some of them in several steps.
struct Nested: Codable, Equatable {
    enum Keys: CodingKey { case inner, list, again }

    var numbers: [Int]

    init(numbers: [Int]) { self.numbers = numbers }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let inner = try container.nestedContainer(keyedBy: Keys.self, forKey: .inner)
        var list = try inner.nestedUnkeyedContainer(forKey: .list)
        numbers = []
        var first = try list.nestedUnkeyedContainer()
        while !first.isAtEnd { numbers.append(try first.decode(Int.self)) }
        let second = try list.nestedContainer(keyedBy: Keys.self)
        _ = try second.decode(String.self, forKey: .again)
        let third = try list.superDecoder().singleValueContainer()
        _ = try third.decode(Bool.self)
        guard try list.decodeNil(), list.isAtEnd else { throw CancellationError() }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        var inner = container.nestedContainer(keyedBy: Keys.self, forKey: .inner)
        var list = inner.nestedUnkeyedContainer(forKey: .list)
        var first = list.nestedUnkeyedContainer()
        for number in numbers { try first.encode(number) }
        var second = list.nestedContainer(keyedBy: Keys.self)
        try second.encode("x", forKey: .again)
        var third = list.superEncoder().singleValueContainer()
        try third.encode(true)
        try list.encodeNil()
        var more = container.nestedContainer(keyedBy: Keys.self, forKey: .inner)
        try more.encode(numbers.count, forKey: .again)
    }
}
