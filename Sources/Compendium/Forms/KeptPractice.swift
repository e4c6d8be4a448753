import Files
import Foundation
import Kernel
import Members

extension PracticeDraft {
    /// Reads a version as it was kept. It was checked when it came; what today's rules would say to it changes nothing.
    /// - Throws: `ImportProblems` when it is no JSON.
    init(kept content: String) throws {
        let object = try RecordReader.objects(in: Data(content.utf8), file: "version").first ?? [:]
        self = PracticeDraftReader.read(RecordReader(object, file: "version", identity: "id", position: 0), listsStudies: object["studies"] is [Any])
    }
}

/// A version of a practice, whole, with the city that it names.
struct Edition: Sendable {
    let practice: Practice
    let city: City
    let number: Int
    let newest: Int
    let at: Instant
    let files: [AttachedFile]

    var isNewest: Bool { number == newest }

    /// - Parameters:
    ///   - files: what is attached to this version.
    ///   - cities: all on record; a version may name another city than the practice has now.
    /// - Throws: `Problem.notFound` when the city is not on record.
    init(_ kept: KeptVersion, files: [AttachedFile], cities: [City]) throws {
        let draft = try PracticeDraft(kept: kept.content)
        guard let city = cities.first(where: { $0.name == draft.cityName && $0.country == draft.country }) ?? cities.first(where: { $0.id == kept.city }) else {
            throw Problem.notFound
        }
        practice = Practice(draft: draft, id: kept.practice, version: kept.number, city: city.id, changedAt: kept.at)
        self.city = city
        number = kept.number
        newest = kept.newest
        at = kept.at
        self.files = files
    }

    /// An old version is judged as of its own time, the newest as of today.
    func year(today: Int) -> Int { isNewest ? today : at.day.year }
}
