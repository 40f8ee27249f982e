import ServiceCore

extension ClientDescription {
    /// The problem of a client that has a plugin of this kind twice, where the second would do the work of the first again.
    func duplicates<Plugin: ServicePlugin>(of plugin: Plugin) -> [ConfigurationProblem] {
        guard plugins.count(where: { $0 is Plugin }) > 1 else { return [] }
        return [
            ConfigurationProblem(
                "the plugin \(plugin.name) is there twice: make one of them, with the defaults of both"
            )
        ]
    }
}
