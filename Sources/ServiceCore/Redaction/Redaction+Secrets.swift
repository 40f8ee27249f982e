extension Redaction {
    /// A policy that also knows the secrets of a request, so that they are masked wherever a server or a library repeats them: in the
    /// body of the response, in an error.
    ///
    /// The values of secret header fields, cookies, query items, and of the secret members and fields of a body in memory, of which the
    /// first 64 KiB are looked at. It costs about what reading the request costs, so ask for it when something is going to be shown.
    public func hidingSecrets(of request: ServiceRequest) -> Redaction {
        var values = self.values
        for field in request.headers where isSecret(field.name.rawValue) {
            insert(field, into: &values)
        }
        if let query = request.url.query {
            insert(QuerySecrets.places(in: Array(query.utf8), self), of: Array(query.utf8), into: &values)
        }
        if case .bytes(let bytes) = request.body {
            let start = bytes.start(1 << 16)
            if BodyKind.isText(start) {
                insert(bodyPlaces(in: start, type: request.headers[.contentType]), of: start, into: &values)
            }
        }
        values.prepare()
        return with(values: values)
    }

    /// A policy that also knows the secrets of a response, so that what a codec says of its body does not tell them: the values of its secret
    /// header fields, and of the secret members of a body that was read, of which the first 64 KiB are looked at.
    func hidingSecrets(of response: ServiceResponse) -> Redaction {
        var values = self.values
        for field in response.headers where isSecret(field.name.rawValue) { insert(field, into: &values) }
        let start = response.bytes.start(1 << 16)
        if BodyKind.isText(start) {
            insert(bodyPlaces(in: start, type: response.headers[.contentType]), of: start, into: &values)
        }
        values.prepare()
        return with(values: values)
    }

    private func insert(_ field: HeaderField, into values: inout SecretValues) {
        values.insert(field.value)
        if field.name == .cookie {
            for pair in field.value.split(separator: ";") {
                guard let equals = pair.firstIndex(of: "=") else { continue }
                values.insert(String(pair[pair.index(after: equals)...]))
            }
        } else if let space = field.value.firstIndex(of: " ") {
            // The credentials behind a scheme (RFC 9110 §11.4).
            let credentials = field.value[space...].drop { $0 == " " }
            values.insert(String(credentials))
        }
    }

    private func insert(_ places: [MaskedRange], of bytes: [UInt8], into values: inout SecretValues) {
        for place in places {
            let raw = bytes[place.range]
            if place.isQuoted {
                // A value of JSON that is no text, such as a number or `true`, is found where it means nothing.
                insertTexts(of: raw, into: &values)
                continue
            }
            values.insert(String(decoding: raw, as: UTF8.self))
            values.insert(JSONSecrets.unescaped(raw))
            let decoded = String(decoding: raw.percentDecoded, as: UTF8.self)
            values.insert(decoded)
            values.insert(decoded.replacing("+", with: " "))
        }
    }

    /// The texts within a list or an object of JSON.
    private func insertTexts(of json: ArraySlice<UInt8>, into values: inout SecretValues) {
        guard let value = try? JSONReader().read(Array(json)) else { return }
        var pending = [value]
        while let value = pending.popLast() {
            switch value {
            case .string(let text): values.insert(text)
            case .array(let elements): pending += elements
            case .object(let object): pending += object.values
            default: break
            }
        }
    }
}
