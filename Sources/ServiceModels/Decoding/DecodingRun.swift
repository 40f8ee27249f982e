import ServiceCore

/// One reading of a model from keywords, or from the body of an answer.
///
/// It throws at the first thing that is missing or does not fit, as any decoder does: a model may catch that and try something else, so only
/// what comes out at the end is a problem. ``Exploration`` finds the others: it reads again, and for the problems that are known already a
/// value of their type is made up, so that the model reads on.
final class DecodingRun {
    enum Purpose {
        /// To have the model. What is wrong is not told, which is fast.
        case reading
        /// To find a problem behind those of these numbers.
        case exploring(past: Set<Int>)
        /// To see what the model asks for: everything is made up.
        case surveying
    }

    /// What ends a reading unless the model catches it.
    enum Interruption: Error {
        /// A problem that is not told.
        case unexplained
        /// A problem, and its number among those of the reading.
        case problem(ModelProblem, number: Int)
        /// A value of this type is needed to go on, and none can be made up.
        case unfillable(String)
    }

    let codec: any ServiceCodec
    let wording: ProblemWording
    private let purpose: Purpose

    /// How many problems came up, and for how many of them a value was made up.
    private var count = 0
    private(set) var passed = 0

    /// The members of the objects that were read, but for those of a reading that failed.
    private(set) var members: [Members] = []

    private var usages: [String: Members.Usage] = [:]

    /// What a list of the model ran against without end.
    private(set) var endless: [ModelProblem] = []

    /// How deep the value lies that is being read.
    private var depth = 0

    /// How many more values may be made up for the present problem.
    private var steps = 0

    init(_ purpose: Purpose, codec: any ServiceCodec, wording: ProblemWording = .keywords) {
        self.purpose = purpose
        self.codec = codec
        self.wording = wording
    }

    /// Whether it is noted what the model asks for.
    var isRecording: Bool {
        if case .reading = purpose { false } else { true }
    }

    func register(_ members: Members) {
        self.members.append(members)
    }

    /// The members of an object that is read as a type. What another reading, that was given up, has taken of them counts as taken.
    func members(of object: DynamicObject, as type: any Any.Type, at path: String) -> Members {
        let usage = usages[path] ?? Members.Usage()
        usages[path] = usage
        let members = Members(.object(object), of: type, path: path, usage: usage)
        register(members)
        return members
    }

    /// Notes a problem; returns where a value has to be made up for it.
    func note(
        _ kind: ModelProblem.Kind,
        _ name: () -> String,
        _ message: @autoclosure () -> String
    ) throws(Interruption) {
        switch purpose {
        case .reading: throw .unexplained
        case .surveying:
            count += 1
            if count > Self.surveyed { throw .unexplained }
        case .exploring(let past):
            defer { count += 1 }
            guard past.contains(count) else { throw .problem(ModelProblem(kind, name(), message()), number: count) }
            passed += 1
        }
    }

    /// Notes that a list does not go on behind an element that it cannot read.
    func noteEndless(at path: String) {
        let message = "is read again and again, for it does not fit: the init(from:) has to go on behind it"
        endless.append(ModelProblem(.invalid, path, message))
    }

    /// Reads a part; the members of one that fails are forgotten.
    func part<Value>(_ read: () throws -> Value) throws -> Value {
        let known = members.count
        depth += 1
        defer { depth -= 1 }
        do {
            return try read()
        } catch {
            members.removeSubrange(known...)
            throw error
        }
    }

    /// Whether parts may lie deeper still. The stack of most threads has 512 KiB, and every level is a recursion.
    var mayReadDeeper: Bool { depth < Self.maximumDepth }

    /// The most levels of lists and models in each other.
    static let maximumDepth = 64

    /// The most that a model is given of what it asks for, when nothing is known of it. One may ask for a next one on and on.
    private static let surveyed = 1000

    /// Begins to make up a value. A model that reads itself, or asks on and on for what there might be, comes to an end.
    func beginMakingUp() {
        steps = 1000
    }

    /// Whether another part of a value may be made up.
    func makesUpAnother() -> Bool {
        steps -= 1
        return steps >= 0
    }
}

/// How problems are told.
enum ProblemWording: Sendable {
    /// To whom gave the keywords.
    case keywords
    /// To whom got the answer of a service.
    case answer

    /// What stands where there is no value.
    var null: String {
        switch self {
        case .keywords: "nil"
        case .answer: "null"
        }
    }

    func missing(_ wanted: String) -> String {
        switch self {
        case .keywords: "is missing: give \(wanted)"
        case .answer: "is missing (\(wanted))"
        }
    }

    func mistyped(_ found: String, _ wanted: String) -> String {
        switch self {
        case .keywords: "is \(found): give \(wanted)"
        case .answer: "is \(found), not \(wanted)"
        }
    }
}
