import Kernel
import Store
import Web

extension GatheringsModule {
    /// The kinds of records that this room knows.
    public static let threadKinds = [GatheringKind.name, LessonKind.name, MentoringKind.name, MentoringEntryKind.name]

    /// How gatherings, lessons and mentoring stand in a thread; those that the viewer may not read are left out. A lesson is shown where it
    /// was learned, what was logged where the mentoring is.
    public static func threadRecords(_ references: [RecordReference], for viewer: Viewer, _ reader: Reader) throws -> [RecordReference: ThreadRecord] {
        func ids(_ kind: String) -> [String] { references.filter { $0.kind == kind }.map(\.id) }
        let lessons: [(LessonID, GatheringID, String)] = try reader.all("SELECT id, gathering_id, text FROM lesson WHERE id IN \(list: ids(LessonKind.name))") {
            (try $0["id"], try $0["gathering_id"], try $0["text"])
        }
        let entries: [(MentoringEntryID, MentoringID, String)] = try reader.all(
            "SELECT id, mentoring_id, topic FROM mentoring_entry WHERE id IN \(list: ids(MentoringEntryKind.name))"
        ) { (try $0["id"], try $0["mentoring_id"], try $0["topic"]) }
        let gatherings = try open(Set(ids(GatheringKind.name) + lessons.map(\.1.rawValue)), viewer, reader)
        let mentorings = try Mentorings.byIDs(Set(ids(MentoringKind.name) + entries.map(\.1.rawValue)), reader).filter { MentoringPermissions.canRead($0.value, viewer) }
        var records: [RecordReference: ThreadRecord] = [:]
        for reference in references where reference.kind == GatheringKind.name {
            guard let (gathering, _) = gatherings[GatheringID(reference.id)] else { continue }
            records[reference] = ThreadRecord(
                title: gathering.plan.title, href: GatheringsPaths.gathering(gathering.id), stageKey: "gatherings.stage.\(gathering.stage.rawValue)")
        }
        for (id, at, text) in lessons {
            guard let (gathering, seesLessons) = gatherings[at], seesLessons else { continue }
            records[RecordReference(id)] = ThreadRecord(title: text, href: GatheringsPaths.gathering(gathering.id) + "#lessons")
        }
        for reference in references where reference.kind == MentoringKind.name {
            guard let mentoring = mentorings[MentoringID(reference.id)] else { continue }
            records[reference] = ThreadRecord(
                title: mentoring.goals, href: GatheringsPaths.path(GatheringsPaths.mentoringPattern, mentoring.id),
                stageKey: mentoring.stageKey)
        }
        for (id, of, topic) in entries where mentorings[of] != nil {
            records[RecordReference(id)] = ThreadRecord(title: topic, href: GatheringsPaths.path(GatheringsPaths.mentoringPattern, of))
        }
        return records
    }

    /// Those that the viewer may read, and whether lessons learned there are open to them.
    private static func open(_ ids: Set<String>, _ viewer: Viewer, _ reader: Reader) throws -> [GatheringID: (Gathering, seesLessons: Bool)] {
        let all = try Gatherings.load("gathering.id IN \(list: ids.sorted())", reader)
        let own: [(GatheringID, Registration.State)] = try viewer.person.map { person in
            try reader.all("SELECT gathering_id, state FROM registration WHERE person_id = \(person.id) AND gathering_id IN \(list: ids.sorted())") {
                (try $0["gathering_id"], try $0["state"])
            }
        } ?? []
        let states = Dictionary(own, uniquingKeysWith: { first, _ in first })
        var open: [GatheringID: (Gathering, seesLessons: Bool)] = [:]
        for gathering in all {
            let state = states[gathering.id]
            guard GatheringPermissions.canRead(gathering, viewer, isRegistered: state != nil) else { continue }
            open[gathering.id] = (gathering, GatheringPermissions.seesLessons(of: gathering, viewer, isRegistered: state == .registered))
        }
        return open
    }
}
