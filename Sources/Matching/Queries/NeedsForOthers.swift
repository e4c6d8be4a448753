import Kernel
import Store
import Trail
import Web

/// What Matching tells other rooms of needs: never more than the viewer may read.
extension MatchingModule {
    /// A need with what was answered for it; nil for those who may not read it.
    public static func need(_ id: NeedID, for viewer: Viewer, _ reader: Reader) throws -> (need: Need, work: NeedWork, mayWrite: Bool)? {
        guard let need = try Needs.byID(id, reader), NeedPermissions.canRead(need, sharedWith: try Needs.shares(of: id, reader).map(\.person), viewer) else { return nil }
        return (need, try Needs.work(on: id, reader), NeedPermissions.canWrite(need, viewer).isAllowed)
    }

    /// Describes a need that everybody of its city reads, for the demonstration.
    public static func describeForCity(_ content: NeedContent, person: PersonID, _ ids: IDSource, _ trail: Trail, _ writer: Writer) throws -> NeedID {
        guard case .saved(let id) = try SaveNeed(content: content, id: nil, basedOn: 0, person: person).run(ids, trail, writer) else { throw Problem.conflict(reason: "web.error.409.message") }
        try writer.run("UPDATE need SET visibility = 'city' WHERE id = \(id)")
        try trail.record(Fact("need.shared", RecordReference(id), by: .person(person), after: "{\"visibility\":\"city\"}"), in: writer)
        return id
    }

    /// How needs stand in a thread.
    public static func threadRecords(_ references: [RecordReference], for viewer: Viewer, _ reader: Reader) throws -> [RecordReference: ThreadRecord] {
        let ids = references.filter { $0.kind == NeedKind.name }.map { NeedID($0.id) }
        let readers = try Needs.readers(of: ids, reader)
        let open = try Needs.byIDs(ids, reader).filter { NeedPermissions.canRead($0, sharedWith: readers[$0.id] ?? [], viewer) }
        return Dictionary(
            open.map { (RecordReference($0.id), ThreadRecord(title: $0.name, href: MatchingPaths.need($0.id.rawValue))) }, uniquingKeysWith: { first, _ in first })
    }
}
