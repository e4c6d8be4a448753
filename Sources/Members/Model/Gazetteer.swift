import Foundation
import Kernel

/// Cities by what people call them, in whatever language. Where two share a name, it is that of the one whose English name it is.
public struct Gazetteer: Sendable {
    private let cities: [String: City]

    public init(_ cities: [City]) {
        let named = cities.map { ($0.name, $0) } + cities.flatMap { city in city.allNames.dropFirst().map { ($0, city) } }
        self.cities = Dictionary(named.map { (Self.spelling($0), $1) }, uniquingKeysWith: { first, _ in first })
    }

    public func city(called name: String) -> City? { cities[Self.spelling(name)] }

    /// Accents, capitals and hyphens make no other name. Of one without a Latin letter nothing would be left, so it is taken as it is.
    private static func spelling(_ name: String) -> String {
        let made = Slug.make(from: name)
        return made.isEmpty ? name.trimmingCharacters(in: .whitespaces) : made
    }
}
