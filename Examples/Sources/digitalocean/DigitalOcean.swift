import Foundation
import ServiceCore
import ServiceModels
import ServicePlugins
import ServiceURLSession

// A client of a part of DigitalOcean's API (https://docs.digitalocean.com/reference/api), 18 endpoints in one file: the methods, each a
// line, then the models that go in and come out.

struct DigitalOcean: Sendable {
    let account = ServiceMethod<Void, AccountAnswer>(.get("/account"))
    let regions = ServiceMethod<ListPages, RegionPage>(.get("/regions{?page,per_page}"))
    let sizes = ServiceMethod<ListPages, SizePage>(.get("/sizes{?page,per_page}"))

    let images = ServiceMethod<ListImages, ImagePage>(.get("/images{?type,private,page,per_page}"))
    let image = ServiceMethod<Void, ImageAnswer>(.get("/images/{id}"))
    let renameImage = ServiceMethod<RenameImage, ImageAnswer>(.put("/images/{id}"))
    let deleteImage = ServiceMethod<Void, Void>(.delete("/images/{id}"))

    let droplets = ServiceMethod<ListDroplets, DropletPage>(.get("/droplets{?tag_name,name,page,per_page}"))
    let droplet = ServiceMethod<Void, DropletAnswer>(.get("/droplets/{id}"))
    let createDroplet = ServiceMethod<CreateDroplet, DropletAnswer>(.post("/droplets"))
    let deleteDroplet = ServiceMethod<Void, Void>(.delete("/droplets/{id}"))
    let act = ServiceMethod<DropletAction, ActionAnswer>(.post("/droplets/{id}/actions"))

    let domains = ServiceMethod<ListPages, DomainPage>(.get("/domains{?page,per_page}"))
    let createDomain = ServiceMethod<CreateDomain, DomainAnswer>(.post("/domains"))
    let deleteDomain = ServiceMethod<Void, Void>(.delete("/domains/{domain}"))
    let records = ServiceMethod<ListRecords, RecordPage>(.get("/domains/{domain}/records{?type,page,per_page}"))
    let createRecord = ServiceMethod<CreateRecord, RecordAnswer>(.post("/domains/{domain}/records"))
    let deleteRecord = ServiceMethod<Void, Void>(.delete("/domains/{domain}/records/{id}"))
}

/// Makes a client. The names of bodies are in snake case, those of models in camel case; dates are as RFC 3339 has them.
func makeDigitalOcean(
    token: String,
    baseURL: String = "https://api.digitalocean.com/v2"
) throws -> ModelClient<DigitalOcean> {
    let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
    encoder.keyEncodingStrategy = .convertToSnakeCase
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.dateDecodingStrategy = .iso8601
    return try ModelClient(
        DigitalOcean(),
        name: "digitalocean",
        baseURL: baseURL,
        failure: OceanFailure.self,
        codec: .json(encoder: encoder, decoder: decoder),
        transport: .urlSession(),
        plugins: [PathTokens(), Headers(["authorization": "Bearer \(token)"]), Timeout(.seconds(30))]
    )
}

// MARK: What goes in

struct ListPages: ParameterObject, DefaultInitializable {
    var page: Int?
    var perPage: Int?

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
    }
}

struct ListImages: ParameterObject, DefaultInitializable {
    enum Kind: String, Codable, CaseIterable { case distribution, application }

    var type: Kind?
    var `private`: Bool?
    var page: Int?
    var perPage: Int?

    enum CodingKeys: String, CodingKey {
        case type, `private`, page
        case perPage = "per_page"
    }
}

struct RenameImage: ParameterObject {
    var id: Int
    var name: String
}

struct ListDroplets: ParameterObject, DefaultInitializable {
    var tagName: String?
    var name: String?
    var page: Int?
    var perPage: Int?

    enum CodingKeys: String, CodingKey {
        case tagName = "tag_name"
        case name, page
        case perPage = "per_page"
    }
}

struct CreateDroplet: ParameterObject {
    var name: String
    var region: String
    var size: String
    var image: String
    var sshKeys: [Int]?
    var backups: Bool?
    var tags: [String]?

    func validate(_ validation: inout Validation) {
        validation.check("name", name, length: 1...255, matches: /[A-Za-z0-9.-]+/, "letters, digits, dots and dashes")
        validation.check("tags", tags, count: ...50)
    }
}

struct DropletAction: ParameterObject {
    enum Kind: String, Codable, CaseIterable {
        case reboot, resize, snapshot
        case powerOff = "power_off"
        case powerOn = "power_on"
    }

    var id: Int
    var type: Kind
    /// The new size, of `resize`.
    var size: String?
    /// The name, of `snapshot`.
    var name: String?
}

struct CreateDomain: ParameterObject {
    var name: String
    var ipAddress: String?
}

struct ListRecords: ParameterObject {
    var domain: String
    var type: RecordType?
    var page: Int?
    var perPage: Int?

    enum CodingKeys: String, CodingKey {
        case domain, type, page
        case perPage = "per_page"
    }
}

enum RecordType: String, Codable, CaseIterable {
    case a = "A"
    case aaaa = "AAAA"
    case cname = "CNAME"
    case mx = "MX"
    case txt = "TXT"
}

struct CreateRecord: ParameterObject {
    var domain: String
    var type: RecordType
    var name: String
    var data: String
    var priority: Int?
    var ttl: Int?

    func validate(_ validation: inout Validation) {
        validation.check("ttl", ttl, in: 30...)
        validation.require("priority", type != .mx || priority != nil, "is missing: an MX record needs one")
    }
}

// MARK: What comes out

struct Links: Codable, Sendable {
    struct Pages: Codable, Sendable { var next: String? }
    var pages: Pages?

    /// Whether another page follows.
    var hasNext: Bool { pages?.next != nil }
}

struct Account: Codable, Sendable {
    var email: String
    var dropletLimit: Int
    var status: String
}

struct Region: Codable, Sendable {
    var slug: String
    var name: String
    var available: Bool
}

struct Size: Codable, Sendable {
    var slug: String
    var memory: Int
    var vcpus: Int
    var priceMonthly: Double
}

struct Image: Codable, Sendable {
    var id: Int
    var name: String
    var slug: String?
}

struct Droplet: Codable, Sendable {
    var id: Int
    var name: String
    var status: String
    var sizeSlug: String
    var createdAt: Date
    var tags: [String]
}

struct Action: Codable, Sendable {
    var id: Int
    var status: String
    var type: String
}

struct Domain: Codable, Sendable {
    var name: String
    var ttl: Int?
}

struct Record: Codable, Sendable {
    var id: Int
    var type: RecordType
    var name: String
    var data: String
    var priority: Int?
    var ttl: Int
}

struct AccountAnswer: Codable, Sendable { var account: Account }
struct RegionPage: Codable, Sendable { var regions: [Region], links: Links? }
struct SizePage: Codable, Sendable { var sizes: [Size], links: Links? }
struct ImagePage: Codable, Sendable { var images: [Image], links: Links? }
struct ImageAnswer: Codable, Sendable { var image: Image }
struct DropletPage: Codable, Sendable { var droplets: [Droplet], links: Links? }
struct DropletAnswer: Codable, Sendable { var droplet: Droplet }
struct ActionAnswer: Codable, Sendable { var action: Action }
struct DomainPage: Codable, Sendable { var domains: [Domain], links: Links? }
struct DomainAnswer: Codable, Sendable { var domain: Domain }
struct RecordPage: Codable, Sendable { var domainRecords: [Record], links: Links? }
struct RecordAnswer: Codable, Sendable { var domainRecord: Record }

/// What the service says of a failure.
struct OceanFailure: Codable, Sendable, CustomStringConvertible {
    var id: String
    var message: String

    var description: String { "\(id): \(message)" }
}
