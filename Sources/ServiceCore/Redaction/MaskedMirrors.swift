// `dump`, debuggers and test frameworks look at the parts of a value. Of those that carry secrets they see the description alone.

extension Mirror {
    /// No parts at all.
    fileprivate init(hiding subject: Any) {
        self.init(subject, children: [(label: String?, value: Any)]())
    }
}

extension ServiceURL: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension HeaderField: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension HeaderFields: CustomReflectable {
    /// The fields, each with a mirror of its own.
    public var customMirror: Mirror { Mirror(self, unlabeledChildren: Array(self), displayStyle: .collection) }
}

extension ServiceRequest: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension RequestBody: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension ServiceResponse: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension TypedResponse: CustomReflectable {
    /// No parts: a dump shows the description. To see what was parsed, dump ``TypedResponse/data``.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension ResponseBody: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension ServiceSession: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension ServiceError: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension TransportError: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension Parameters: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension Payload: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension Attributes: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension ServiceOption: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension ServiceOptions: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension EndpointDefinition: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension EndpointDescription: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension ServiceClient: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}

extension Redaction: CustomReflectable {
    /// No parts: a dump shows the description.
    public var customMirror: Mirror { Mirror(hiding: self) }
}
