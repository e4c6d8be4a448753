import Web

extension Format {
    /// By what the page calls them, in the order of its language.
    public func sorted(_ cities: [City]) -> [City] { sorted(cities) { $0.name(in: language) } }
}
