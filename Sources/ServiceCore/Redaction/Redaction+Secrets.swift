extension Redaction {
    /// A policy that also knows the secrets of a request, so that they are masked wherever a server or a library repeats them: in the
    /// body of the response, in an error.
    ///
    /// The values of secret header fields, cookies, query items, and of the secret members and fields of a body in memory, of which the
    /// first 64 KiB are looked at. It costs about what reading the request costs, so ask for it when something is going to be shown.
    ///
    /// However they are repeated: as they are, percent-encoded, as JSON, HTML or a form writes them, as a part of Base64. Not looked for are
    /// secrets of fewer than four bytes, numbers of up to five digits, and `true`, `false` and `null`: they are masked under their
    /// names only, for elsewhere they mean nothing.
    public func hidingSecrets(of request: ServiceRequest) -> Redaction {
        if let known = rules?.request, known.isIdentical(to: request) { return self }
        var values = self.values
        for field in request.headers {
            insert(field, into: &values)
        }
        insert(TextSecrets.places(in: Array(request.url.path.utf8), self), of: Array(request.url.path.utf8), &values)
        if let query = request.url.query {
            insert(QuerySecrets.places(in: Array(query.utf8), self), of: Array(query.utf8), &values)
        }
        if case .bytes(let bytes) = request.body {
            let start = bytes.start(1 << 16)
            if BodyKind.isText(start) {
                insert(bodyPlaces(in: start, type: request.headers[.contentType]), of: start, &values)
            }
        }
        values.prepare()
        return with(values: values, request: request)
    }

    /// A policy that also knows the secrets of a response, so that what a codec says of its body does not tell them: the values of its secret
    /// header fields, and of the secret members of a body that was read, of which the first 64 KiB are looked at.
    func hidingSecrets(of response: ServiceResponse) -> Redaction {
        var values = self.values
        for field in response.headers where isSecret(field.name.rawValue) { insert(field, into: &values) }
        let start = response.bytes.start(1 << 16)
        if BodyKind.isText(start) {
            insert(bodyPlaces(in: start, type: response.headers[.contentType]), of: start, &values)
        }
        values.prepare()
        return with(values: values)
    }

    private func insert(_ field: HeaderField, into values: inout SecretValues) {
        let bytes = Array(field.value.utf8)
        insert(TextSecrets.places(in: bytes, self), of: bytes, &values)
        guard isSecret(field.name.rawValue) else { return }
        insert(field.value, &values)
        if field.name == .cookie {
            for pair in field.value.split(separator: ";") {
                guard let equals = pair.firstIndex(of: "=") else { continue }
                insert(String(pair[pair.index(after: equals)...]), &values)
            }
        } else if let space = field.value.firstIndex(of: " ") {
            // The credentials behind a scheme (RFC 9110 §11.4).
            let credentials = String(field.value[space...].drop { $0 == " " })
            insert(credentials, &values)
            if field.value[..<space].lowercased() == "basic" { insertPassword(of: credentials, &values) }
        }
    }

    /// What stands behind the colon, and all of it (RFC 7617 §2).
    private func insertPassword(of credentials: String, _ values: inout SecretValues) {
        guard let bytes = Base64.decode(credentials.utf8) else { return }
        insert(String(decoding: bytes, as: UTF8.self), &values)
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
            insert(String(decoding: bytes[(colon + 1)...], as: UTF8.self), &values)
        }
    }

    private func insert(_ places: [MaskedRange], of bytes: [UInt8], depth: Int = 0, _ values: inout SecretValues) {
        for place in places {
            let raw = bytes[place.range]
            if place.isQuoted {
                // A value of JSON that is no text, such as a number or `true`, is found where it means nothing.
                insertTexts(of: raw, &values)
                continue
            }
            insert(String(decoding: raw, as: UTF8.self), &values)
            insert(JSONSecrets.unescaped(raw), &values)
            if bytes[place.range.upperBound...].first == UInt8(ascii: "@"),
                let colon = raw.firstIndex(of: UInt8(ascii: ":"))
            {
                insert(String(decoding: raw[(colon + 1)...], as: UTF8.self), &values)
            }
            guard raw.contains(where: { $0 == PercentEncoding.percent || $0 == UInt8(ascii: "+") }) else { continue }
            let decoded = raw.percentDecoded
            let text = String(decoding: decoded, as: UTF8.self)
            insert(text, &values)
            insert(text.replacing("+", with: " "), &values)
            // A URL that is a value within another has secrets of its own.
            if depth < 3 { insert(TextSecrets.places(in: decoded, self), of: decoded, depth: depth + 1, &values) }
        }
    }

    /// The texts within a list or an object of JSON.
    private func insertTexts(of json: ArraySlice<UInt8>, _ values: inout SecretValues) {
        guard let value = try? JSONReader().read(Array(json)) else { return }
        var pending = [value]
        while let value = pending.popLast() {
            switch value {
            case .string(let text): insert(text, &values)
            case .array(let elements): pending += elements
            case .object(let object): pending += object.values
            default: break
            }
        }
    }

    /// A number tells what went wrong more often than it is a secret.
    private func insert(_ text: String, _ values: inout SecretValues) {
        let isShort = text.utf8.count < SecretPatterns.minimumLength
        let isNumber = text.utf8.count <= 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if !isShort, !isNumber, !["true", "false", "null"].contains(text) { values.insert(text) }
    }
}
