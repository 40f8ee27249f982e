import ServiceModels

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Some keywords are needed, some are not.
struct CreateUser: ParameterObject, Hashable {
    var username: String
    var age: Int?
    var tags: [String] = []
    var role: Role = .reader
    var address: Address?
}

enum Role: String, Codable, CaseIterable, Sendable {
    case reader, writer
}

struct Address: ParameterObject, Hashable {
    var street: String
    var number: Int

    func validate(_ validation: inout Validation) {
        validation.check("number", number, in: 1...)
    }
}

/// Everything has a default.
struct Search: ParameterObject, DefaultInitializable, Hashable {
    var text = "*"
    var limit: Int? = 20
    var tags: [String] = []
    var near: Address?
    var since = Date(timeIntervalSinceReferenceDate: 7)
}

/// Many types in one.
struct Everything: ParameterObject, Hashable {
    var text: String
    var flag: Bool
    var small: Int8
    var big: UInt64
    var ratio: Double
    var single: Float
    var date: Date
    var data: Data
    var url: URL
    var id: UUID
    var role: Role
    var names: [String]
    var table: [String: Int]
    var nested: Address
    var many: [Address]
    var optional: String?
}
