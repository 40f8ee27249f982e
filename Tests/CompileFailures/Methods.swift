// What the typed doors of methods refuse at compile time.
import ServiceCore
import ServiceModels

struct User: ParameterObject, DefaultInitializable {
    var name = ""
}

struct Team: ParameterObject {
    var name: String
}

struct API: Sendable {
    let create = ServiceMethod<User, User>(.post("/users"))
    let join = ServiceMethod<Team, Void>(.put("/team"))
    let ping = ServiceMethod<Void, Void>(.get("/ping"))
}

func right(_ api: ModelClient<API>, _ method: ParameterObjectMethod<User, User, String>) async throws {
    let user: User = try await api.create(User(name: "a")).data
    try await api.create.call(user, .maximumBodySize(3))
    try await api.create.call { Field(\.name, "a") }
    try await api.join.call(from: Team(name: "a")) { Field(\.name, "b") }
    try await api.ping()
    let text: String = try await method(user)
    _ = text
}

func wrong(_ api: ModelClient<API>, _ method: ParameterObjectMethod<User, User, String>) async throws {
    // error: cannot convert value of type 'Team' to expected argument type 'User'
    try await api.create(Team(name: "a"))
    // error: cannot convert value of type 'Int' to expected argument type 'User'
    try await api.create.call(3)
    // error: cannot convert value of type 'Int' to expected argument type 'String'
    try await api.create.call { Field(\.name, 3) }
    // error: conform to 'DefaultInitializable'
    try await api.join.call { Field(\.name, "a") }
    // error: has no dynamic member 'craete'
    try await api.craete(User())
    // error: cannot convert value of type 'User' to specified type 'Team'
    let team: Team = try await api.create(User()).data
    // error: cannot convert value of type 'Team' to expected argument type 'User'
    try await method(Team(name: "a"))
    // error: cannot convert value of type 'String' to specified type 'Int'
    let number: Int = try await method(User())
    // error: requires the types 'Int' and '()' be equivalent
    _ = ServiceMethod<Int, Void>(.get("/"))
}
