import Kernel
import Members
import Store
import Web

extension ProgrammesModule {
    /// What a city owes to programmes, and when.
    public static func handover(of city: City, _ words: Wording, _ reader: Reader) throws -> [HandoverLine] {
        let format = Format(words.language)
        return try Plan.owed(by: [city.id], limit: 200, reader).flatMap { owed -> [HandoverLine] in
            let (day, href) = (owed.record.day("plannedDay"), ProgrammesPaths.deliverable(owed.slug, owed.record.id))
            let stage = owed.record.stage.map { words("programmes.stage.\($0.rawValue)") }
            return [
                HandoverLine(.commitments, owed.record.name, [owed.name, stage, day.map(format.day)], href: href), HandoverLine(.dates, owed.record.name, [owed.name], day: day, href: href),
            ]
        }
    }
}
