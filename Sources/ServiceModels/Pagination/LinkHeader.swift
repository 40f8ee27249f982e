import ServiceCore

/// The links of `Link` header fields (RFC 8288 §3).
enum LinkHeader {
    /// The target of the first link with a relation, as it stands there.
    ///
    /// Links with an `anchor` say something of another resource, and do not count.
    static func target(relation: String, in fields: [String]) -> String? {
        for field in fields {
            var rest = Substring(field)
            while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
                let target = rest[rest.index(after: open)..<close].trimmingBlanks
                rest = rest[rest.index(after: close)...]
                let parameters = takeParameters(&rest)
                guard parameters["anchor"] == nil else { continue }
                let relations = (parameters["rel"] ?? "").lowercased().split(separator: " ")
                if relations.contains(Substring(relation)) { return String(target) }
            }
        }
        return nil
    }

    /// The parameters up to the comma behind the link. Of a name that occurs again the first counts (RFC 8288 §3.3).
    private static func takeParameters(_ rest: inout Substring) -> [String: String] {
        var parameters: [String: String] = [:]
        while let character = rest.popFirst() {
            if character == "," { break }
            guard character == ";" else { continue }
            let name = rest.prefix { !"=;,".contains($0) }
            rest = rest[name.endIndex...]
            var value = ""
            if rest.first == "=" {
                rest.removeFirst()
                rest = rest.drop { $0 == " " || $0 == "\t" }
                value = rest.first == "\"" ? takeQuoted(&rest) : takeToken(&rest)
            }
            let key = name.trimmingBlanks.lowercased()
            if parameters[key] == nil { parameters[key] = value }
        }
        return parameters
    }

    private static func takeToken(_ rest: inout Substring) -> String {
        let token = rest.prefix { $0 != ";" && $0 != "," }
        rest = rest[token.endIndex...]
        return String(token.trimmingBlanks)
    }

    private static func takeQuoted(_ rest: inout Substring) -> String {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let escaped = rest.popFirst() { text.append(escaped) } else { text.append(character) }
        }
        return text
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
