import Kernel
import Members
import Store
import Trail
import Web

extension ProgrammesModule {
    /// The kinds of records that this room knows.
    public static let threadKinds = [ProgrammeKind.name] + PlanKind.allCases.map(\.rawValue)

    /// How programmes and the records of their plans stand in a thread; those that the viewer may not read are left out.
    public static func threadRecords(_ references: [RecordReference], for viewer: Viewer, _ reader: Reader) throws -> [RecordReference: ThreadRecord] {
        let programmes = Dictionary(try Programmes.all(reader).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var records: [RecordReference: ThreadRecord] = [:]
        for reference in references where reference.kind == ProgrammeKind.name {
            guard let programme = programmes[ProgrammeID(reference.id)] else { continue }
            records[reference] = ThreadRecord(title: programme.name, href: ProgrammesPaths.publicPage(programme.slug))
        }
        var gone: [RecordReference] = []
        for (name, own) in Dictionary(grouping: references, by: \.kind) {
            guard let kind = PlanKind(rawValue: name) else { continue }
            let found = try reader.all(SQL(trusted: "SELECT * FROM \(kind.table) WHERE ") + "id IN \(list: own.map(\.id))") { try PlanRecord(kind, row: $0) }
            for record in found {
                guard let slug = programmes[record.programme]?.slug, let href = href(of: record, slug, viewer) else { continue }
                records[record.reference] = ThreadRecord(title: record.name, href: href, stageKey: record.stage.map { "programmes.stage.\($0.rawValue)" })
            }
            let known = Set(found.map(\.reference))
            gone += own.filter { !known.contains($0) }
        }
        return records.merging(try removed(gone, of: programmes, for: viewer, reader)) { there, _ in there }
    }

    /// What was taken out of the plan keeps its place in a thread, under the name of its programme; for those who coordinate it.
    private static func removed(
        _ references: [RecordReference], of programmes: [ProgrammeID: Programme], for viewer: Viewer, _ reader: Reader
    ) throws -> [RecordReference: ThreadRecord] {
        guard !references.isEmpty else { return [:] }
        var records: [RecordReference: ThreadRecord] = [:]
        for link in try Lineage.parents(of: references, limit: references.count * 2, reader) where link.parent.kind == ProgrammeKind.name {
            guard let programme = programmes[ProgrammeID(link.parent.id)], ProgrammePermissions.canCoordinate(programme.id, viewer).isAllowed else { continue }
            records[link.child] = ThreadRecord(title: programme.name, titleKey: "programmes.thread.removed", href: ProgrammesPaths.overview(programme.slug))
        }
        return records
    }

    /// Where the viewer reads a record of the plan; nil: nowhere.
    private static func href(of record: PlanRecord, _ slug: String, _ viewer: Viewer) -> String? {
        if ProgrammePermissions.canCoordinate(record.programme, viewer).isAllowed { return ProgrammesPaths.look(slug, record.kind, record.id) }
        if record.kind == .deliverable, !ProgrammePermissions.parts(in: record, viewer).isEmpty { return ProgrammesPaths.deliverable(slug, record.id) }
        let isPublic = record.kind == .milestone || record.kind == .deliverable && record.values["dissemination"] == "public"
        return isPublic ? ProgrammesPaths.publicPage(slug) : nil
    }
}
