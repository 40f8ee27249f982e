public import ServiceCore

extension LogRecord {
    /// The record as an object, for sinks that write structures. What a record does not have, its object does not have either.
    ///
    /// | Member | Value |
    /// |---|---|
    /// | `time` | text as RFC 3339 has it |
    /// | `level`, `action`, `logger`, `message` | text |
    /// | `service_name`, `endpoint` | text |
    /// | `attempt` | integer, from 1 |
    /// | `method`, `url`, `query`, `url_template` | text |
    /// | `status_code` | integer |
    /// | `headers` | an object; a name that occurs twice has a list |
    /// | `body`, `body_size` | text, number of bytes |
    /// | `elapsed` | seconds |
    /// | `session`, `response`, `options` | an object each: attributes and options by name |
    /// | `exception` | an object of `code`, `message`, `stage` and `description` |
    /// | `timeline` | a list of objects of `stage`, `attempt` and `at` in seconds |
    /// | `timeline_omitted` | how many stages in the middle of the list are missing |
    public var object: DynamicObject {
        var object: DynamicObject = [
            "time": .string(time.description), "level": .string(level.rawValue), "action": .string(action.rawValue),
            "service_name": .string(service), "endpoint": .string(endpoint),
        ]
        func set(_ name: String, _ value: DynamicValue?) {
            if let value { object[name] = value }
        }
        func set(_ name: String, _ value: DynamicObject) {
            if !value.isEmpty { object[name] = .object(value) }
        }
        set("logger", logger.map { .string($0.rawValue) })
        set("message", message.isEmpty ? nil : .string(message))
        if attempt > 0 { object["attempt"] = DynamicValue(attempt) }
        set("method", method.map { .string($0.rawValue) })
        set("url", url.map { .string($0) })
        set("query", query.map { .string($0) })
        set("url_template", urlTemplate.map { .string($0) })
        set("status_code", status.map { DynamicValue($0.code) })
        set("headers", headers.object)
        set("body", body.map { .string($0.description) })
        set("body_size", body?.byteCount.map { DynamicValue($0) })
        set("elapsed", elapsed.map { .double($0 / .seconds(1)) })
        set("session", session)
        set("response", response)
        set("options", options)
        set("exception", failure.map { .object($0.object) })
        set("timeline", timeline.map { .array($0.events.map { .object($0.object) }) })
        if let omitted = timeline?.omitted, omitted > 0 { object["timeline_omitted"] = DynamicValue(omitted) }
        return object
    }
}

extension LogRecord.Failure {
    fileprivate var object: DynamicObject {
        [
            "code": .string(code), "message": .string(message), "stage": .string(stage.description),
            "description": .string(description),
        ]
    }
}

extension CallTimeline.Event {
    fileprivate var object: DynamicObject {
        [
            "stage": .string(stage.description), "attempt": DynamicValue(attempt),
            "at": .double(offset / .seconds(1)),
        ]
    }
}

extension HeaderFields {
    fileprivate var object: DynamicObject {
        var object = DynamicObject()
        for field in self where object[field.name.rawValue] == nil {
            let values = values(field.name).map { DynamicValue.string($0) }
            object[field.name.rawValue] = values.count == 1 ? values[0] : .array(values)
        }
        return object
    }
}
