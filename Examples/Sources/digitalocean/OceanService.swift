import Foundation
import ServiceCore
import ServiceMocks

/// A service like DigitalOcean's, in memory: what the example calls.
actor OceanService {
    private var images = [
        Image(id: 1, name: "Debian 12", slug: "debian-12-x64"), Image(id: 2, name: "my snapshot", slug: nil),
    ]
    private var droplets: [Droplet] = []
    private var domains: [Domain] = []
    private var records: [Record] = []
    private var lastID = 100

    func answer(_ request: RecordedRequest) throws -> Answer {
        guard request.headers["authorization"] == "Bearer example" else {
            return try failure("unauthorized", "Unable to authenticate you.", 401)
        }
        let segments = request.path.split(separator: "/").dropFirst().map(String.init)
        let (kind, id, sub) = (segments.first, segments.dropFirst().first, segments.dropFirst(2).first)
        switch (request.method, kind, id, sub) {
        case (.get, "account", nil, nil):
            return try json(AccountAnswer(account: Account(email: "a@example.com", dropletLimit: 25, status: "active")))
        case (.get, "regions", nil, nil):
            let regions = ["fra1", "nyc3", "sgp1"].map { Region(slug: $0, name: $0.uppercased(), available: true) }
            return try page(regions, request) { RegionPage(regions: $0, links: $1) }
        case (.get, "sizes", nil, nil):
            let sizes = [1, 2, 4].map {
                Size(slug: "s-\($0)vcpu", memory: $0 * 1024, vcpus: $0, priceMonthly: 6.0 * Double($0))
            }
            return try page(sizes, request) { SizePage(sizes: $0, links: $1) }
        case (.get, "images", nil, nil):
            let wanted = item("private", of: request) == "true" ? images.filter { $0.slug == nil } : images
            return try page(wanted, request) { ImagePage(images: $0, links: $1) }
        case (_, "images", let id?, nil): return try image(id, request)
        case (.get, "droplets", nil, nil):
            let tag = item("tag_name", of: request)
            let wanted = droplets.filter { droplet in tag.map { droplet.tags.contains($0) } ?? true }
            return try page(wanted, request) { DropletPage(droplets: $0, links: $1) }
        case (.post, "droplets", nil, nil): return try create(request)
        case (_, "droplets", let id?, _): return try droplet(id, sub, request)
        case (.get, "domains", nil, nil): return try page(domains, request) { DomainPage(domains: $0, links: $1) }
        case (.post, "domains", nil, nil):
            domains.append(Domain(name: try body(CreateDomain.self, request).name, ttl: 1800))
            return try json(DomainAnswer(domain: domains[domains.count - 1]), 201)
        case (.delete, "domains", let name?, nil):
            domains.removeAll { $0.name == name }
            return .status(204)
        case (_, "domains", _?, "records"): return try record(segments.dropFirst(3).first, request)
        default: return try missing()
        }
    }

    private func image(_ id: String, _ request: RecordedRequest) throws -> Answer {
        guard let index = images.firstIndex(where: { "\($0.id)" == id }) else { return try missing() }
        switch request.method {
        case .put:
            struct Change: Decodable { var name: String }
            images[index].name = try body(Change.self, request).name
            return try json(ImageAnswer(image: images[index]))
        case .delete:
            images.remove(at: index)
            return .status(204)
        default: return try json(ImageAnswer(image: images[index]))
        }
    }

    private func create(_ request: RecordedRequest) throws -> Answer {
        let wanted = try body(CreateDroplet.self, request)
        lastID += 1
        let droplet = Droplet(
            id: lastID,
            name: wanted.name,
            status: "new",
            sizeSlug: wanted.size,
            createdAt: Date(timeIntervalSince1970: 1_700_000_000),
            tags: wanted.tags ?? []
        )
        droplets.append(droplet)
        return try json(DropletAnswer(droplet: droplet), 202)
    }

    private func droplet(_ id: String, _ sub: String?, _ request: RecordedRequest) throws -> Answer {
        guard let index = droplets.firstIndex(where: { "\($0.id)" == id }) else { return try missing() }
        switch (request.method, sub) {
        case (.get, nil): return try json(DropletAnswer(droplet: droplets[index]))
        case (.delete, nil):
            droplets.remove(at: index)
            return .status(204)
        case (.post, "actions"):
            struct Change: Decodable { var type: String, size: String? }
            let change = try body(Change.self, request)
            droplets[index].sizeSlug = change.size ?? droplets[index].sizeSlug
            lastID += 1
            return try json(ActionAnswer(action: Action(id: lastID, status: "in-progress", type: change.type)), 201)
        default: return try missing()
        }
    }

    private func record(_ id: String?, _ request: RecordedRequest) throws -> Answer {
        switch (request.method, id) {
        case (.get, nil): return try page(records, request) { RecordPage(domainRecords: $0, links: $1) }
        case (.post, nil):
            struct New: Decodable { var type: RecordType, name: String, data: String, priority: Int?, ttl: Int? }
            let new = try body(New.self, request)
            lastID += 1
            let record = Record(
                id: lastID,
                type: new.type,
                name: new.name,
                data: new.data,
                priority: new.priority,
                ttl: new.ttl ?? 1800
            )
            records.append(record)
            return try json(RecordAnswer(domainRecord: record), 201)
        case (.delete, let id?):
            records.removeAll { "\($0.id)" == id }
            return .status(204)
        default: return try missing()
        }
    }

    /// A page of some items, with a link to the next.
    private func page<Item>(
        _ items: [Item],
        _ request: RecordedRequest,
        _ make: ([Item], Links) -> some Encodable
    ) throws -> Answer {
        let number = item("page", of: request).flatMap { Int($0) } ?? 1
        let size = item("per_page", of: request).flatMap { Int($0) } ?? 20
        let hasNext = number * size < items.count
        let next =
            hasNext ? "http://\(request.headers["host"] ?? "")\(request.path)?page=\(number + 1)&per_page=\(size)" : nil
        return try json(make(Array(items.dropFirst((number - 1) * size).prefix(size)), Links(pages: .init(next: next))))
    }

    private func item(_ name: String, of request: RecordedRequest) -> String? {
        URLComponents(string: request.target)?.queryItems?.first { $0.name == name }?.value
    }

    private func body<Value: Decodable>(_ type: Value.Type, _ request: RecordedRequest) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(request.body))
    }

    private func missing() throws -> Answer {
        try failure("not_found", "The resource you requested could not be found.", 404)
    }

    private func failure(_ id: String, _ message: String, _ status: ResponseStatus) throws -> Answer {
        try json(OceanFailure(id: id, message: message), status)
    }

    private func json(_ value: some Encodable, _ status: ResponseStatus = 200) throws -> Answer {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.dateEncodingStrategy = .iso8601
        return .json(String(decoding: try encoder.encode(value), as: UTF8.self), status: status)
    }
}
