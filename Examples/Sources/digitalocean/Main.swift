import Foundation
import ServiceCore
import ServiceMocks
import ServiceModels

/// Starts a service like DigitalOcean's on a free port, and calls all of its methods.
@main
enum Main {
    static func main() async {
        let service = OceanService()
        do {
            try await MockServer.withServer { request in
                try await service.answer(request)
            } _: { server in
                let ocean = try makeDigitalOcean(token: "example", baseURL: server.url + "/v2")
                print("\(ocean)\n")
                try await lookAround(ocean)
                try await useDroplets(ocean)
                try await useDomains(ocean)
                try await useImages(ocean)
                try await failures(ocean)
                await ocean.close()
            }
        } catch {
            FileHandle.standardError.write(Data("digitalocean failed: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func lookAround(_ ocean: ModelClient<DigitalOcean>) async throws {
        print("account   ", try await ocean.account().data.account.email)
        print("regions   ", try await ocean.regions().data.regions.map(\.slug))
        // The pages of a list, one call for each.
        var sizes: [String] = []
        let pages = ocean.sizes.pages(ListPages(perPage: 2), by: .page(\.page) { $0.links?.hasNext == true })
        for try await size in pages.items(\.sizes) { sizes.append(size.slug) }
        print("sizes     ", sizes)
    }

    private static func useDroplets(_ ocean: ModelClient<DigitalOcean>) async throws {
        // By keywords.
        let first = try await ocean.createDroplet(
            name: "web-1",
            region: "fra1",
            size: "s-1vcpu",
            image: "debian-12-x64",
            tags: ["web"]
        ).data.droplet
        // By a builder, beginning with another model.
        let template = CreateDroplet(name: "", region: "fra1", size: "s-1vcpu", image: "debian-12-x64")
        let second = try await ocean.createDroplet.call(from: template) {
            Field(\.name, "web-2")
            for tag in ["web", "spare"] { Append(\.tags, tag) }
        }.data.droplet
        print("droplets  ", try await ocean.droplets(tag_name: "web").data.droplets.map(\.name))
        print("spare     ", try await ocean.droplets(ListDroplets(tagName: "spare")).data.droplets.map(\.name))
        // The id goes into the path, the rest is the payload.
        let action = try await ocean.act(id: first.id, type: "resize", size: "s-2vcpu").data.action
        print("action    ", action.type, action.status)
        print("resized   ", try await ocean.droplet(id: first.id).data.droplet.sizeSlug)
        try await ocean.deleteDroplet(id: second.id)
    }

    private static func useDomains(_ ocean: ModelClient<DigitalOcean>) async throws {
        try await ocean.createDomain(name: "example.com", ipAddress: "192.0.2.1")
        print("domains   ", try await ocean.domains().data.domains.map(\.name))
        let record = CreateRecord(domain: "example.com", type: .mx, name: "@", data: "mail.example.com.", priority: 10)
        let made = try await ocean.createRecord(record).data.domainRecord
        print("records   ", try await ocean.records(domain: "example.com").data.domainRecords.map(\.data))
        try await ocean.deleteRecord(domain: "example.com", id: made.id)
        try await ocean.deleteDomain(domain: "example.com")
    }

    private static func useImages(_ ocean: ModelClient<DigitalOcean>) async throws {
        let mine = try await ocean.images(private: true).data.images
        print("images    ", mine.map(\.name))
        print("renamed   ", try await ocean.renameImage(id: mine[0].id, name: "nightly").data.image.name)
        print("image     ", try await ocean.image(id: mine[0].id).data.image.name)
        try await ocean.deleteImage(id: mine[0].id)
    }

    /// What is wrong is told at once, and before anything is sent where it can be.
    private static func failures(_ ocean: ModelClient<DigitalOcean>) async throws {
        do {
            try await ocean.createDroplet(nmae: "web 3", region: 3, size: "s-1vcpu")
        } catch let error as ServiceError {
            print("\n\(error)")
        }
        do {
            try await ocean.droplet(id: 1)
        } catch let error as ServiceError where error.status == 404 {
            print("\n\(error.failure(as: OceanFailure.self)?.message ?? "no message")")
        }
    }
}
