import Kernel
import Store
import Web

extension MatchingModule {
    /// What a city has said it needs, as far as everybody of the city may read it, and how far it has come with each.
    public static func handover(of city: CityID, _ words: Wording, _ reader: Reader) throws -> [HandoverLine] {
        let format = Format(words.language)
        let needs = try Needs.shared(in: city, reader)
        let works = try Needs.works(on: needs.map(\.id), reader)
        return needs.map { need in
            let shortlisted = (works[need.id] ?? NeedWork()).decisions.count { $0.decision == .shortlist }
            return HandoverLine(
                .needs, need.name,
                [
                    "\(words("matching.needs.version", ["version": format.number(need.version)])) · \(words("matching.needs.changed", ["date": format.day(need.changedAt.day)]))",
                    shortlisted > 0 ? words.count("matching.needs.shortlisted", shortlisted) : nil,
                ], href: MatchingPaths.need(need.id.rawValue))
        }
    }
}
