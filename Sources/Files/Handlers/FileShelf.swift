import Kernel
import Store
import Trail
import Web

/// Adding files to a record and saying what they are. A room opens its record, and hands the rest over.
public struct FileShelf: Sendable {
    let house: House
    let trail: Trail
    let intake: Intake
    /// Looking at a file takes seconds of a processor.
    private let pace: Throttle

    init(house: House, trail: Trail, intake: Intake) {
        self.house = house
        self.trail = trail
        self.intake = intake
        pace = Throttle(capacity: 60, refillIn: 600, clock: house.clock)
    }

    /// For the whole form, in bytes. What is somewhat too large is still read, so that it can be refused with everything else kept.
    public var bodyLimit: Int { intake.limit * 2 + 65_536 }

    public func list(_ visit: Visit, _ place: FilePlace) async throws -> Answer { .page(try await page(visit, place)) }

    public func add(_ visit: Visit, _ place: FilePlace) async throws -> Answer {
        try place.requireWriting()
        try pace.take(visit.address)
        var reader = FieldReader(visit.form)
        let consent = FileFactsForm.consent(&reader)
        let note = reader.optionalText("consentNote", limit: 500)
        let upload = visit.files.first { $0.field == "file" }
        if upload == nil { reader.report("file", "files.problem.noFile") }
        guard let upload, let consent, reader.problems.isEmpty else { return .page(try await page(visit, place, reader.problems)) }
        do {
            let id = try await add(upload, FileFacts(consent: consent, consentNote: note), visit, place)
            return Answer.seeOther(place.file(id)).with(notice: "files.notice.added")
        } catch let refusal as FileRefusal {
            return .page(try await page(visit, place, [FieldProblem("file", refusal.message, refusal.values)]))
        }
    }

    public func facts(_ visit: Visit, _ place: FilePlace) async throws -> Answer {
        try place.requireWriting()
        let (attached, videos) = try await attached(visit, place)
        let fields = FileFactsPage.fields(of: attached.facts)
        return .page(
            FileFactsPage(
                place: place, attached: attached, videos: videos, fields: fields, problems: [], revision: attached.revision, clash: nil,
                display: FileDisplay(house, visit.language)
            ).page())
    }

    /// - Parameter name: of a person, for the page that shows what two people wrote.
    public func describe(_ visit: Visit, _ place: FilePlace, name: @Sendable (PersonID) async throws -> String) async throws -> Answer {
        try place.requireWriting()
        let (attached, videos) = try await attached(visit, place)
        let display = FileDisplay(house, visit.language)
        var revision = 0
        do {
            let facts = try FileFactsForm(fields: visit.form, kind: attached.kind, videos: videos.map(\.file.id)).read(revision: &revision)
            let outcome = try await DescribeFile(owner: place.owner, file: attached.file.id, facts: facts, basedOn: revision, person: try visit.person().id)
                .run(house, trail, allow: place.allow)
            guard case .clash(let theirs) = outcome else { return Answer.seeOther(place.list).with(notice: "files.notice.saved") }
            return .page(
                FileFactsPage(
                    place: place, attached: theirs, videos: videos, fields: visit.form, problems: [], revision: theirs.revision,
                    clash: (theirs, try await name(theirs.changedBy)), display: display
                ).page())
        } catch Problem.invalid(let problems) {
            return .page(
                FileFactsPage(
                    place: place, attached: attached, videos: videos, fields: visit.form, problems: problems, revision: max(1, revision), clash: nil, display: display
                ).page())
        }
    }

    public func move(_ visit: Visit, _ place: FilePlace) async throws -> Answer {
        try place.requireWriting()
        guard let direction = visit.form.text("direction").flatMap(MoveFile.Direction.init(rawValue:)) else { throw Problem.refused(reason: "web.problem.noSuchStep") }
        try await MoveFile(owner: place.owner, file: FileID(try visit.parameter("file")), direction: direction, person: try visit.person().id)
            .run(house, trail, allow: place.allow)
        return Answer.seeOther(place.list).with(notice: "files.notice.moved")
    }

    public func remove(_ visit: Visit, _ place: FilePlace) async throws -> Answer {
        try place.requireWriting()
        let isRemoved = visit.form["then"] != "putBack"
        try await RemoveFile(owner: place.owner, file: FileID(try visit.parameter("file")), isRemoved: isRemoved, person: try visit.person().id)
            .run(house, trail, allow: place.allow)
        return Answer.seeOther(place.list).with(notice: isRemoved ? "files.notice.removed" : "files.notice.putBack")
    }

    // MARK: steps

    /// A second time when what it leans on was swept away in between.
    private func add(_ upload: UploadedFile, _ facts: FileFacts, _ visit: Visit, _ place: FilePlace) async throws -> FileID {
        let person = try visit.person().id
        for _ in 0..<2 {
            let taken = try await intake.take(upload) { [house] source in try await house.database.read { try Files.bySource(source, $0) } }
            do {
                return try await AddFile(owner: place.owner, taken: taken, facts: facts, person: person).run(house, trail, intake.store, allow: place.allow)
            } catch is AddFile.ContentGone {
                continue
            }
        }
        throw Problem.unavailable(reason: "files.problem.missing")
    }

    private func attached(_ visit: Visit, _ place: FilePlace) async throws -> (AttachedFile, videos: [AttachedFile]) {
        let id = FileID(try visit.parameter("file"))
        let files = try await house.database.read { try Files.attached(to: place.owner, $0) }.present
        guard let attached = files.first(where: { $0.file.id == id }) else { throw Problem.notFound }
        return (attached, files.filter { $0.kind == .video })
    }

    private func page(_ visit: Visit, _ place: FilePlace, _ problems: [FieldProblem] = []) async throws -> Page {
        let files = try await house.database.read { try Files.attached(to: place.owner, $0) }
        return FileShelfPage(
            place: place, files: files, fields: visit.form, problems: problems, limit: intake.limit, display: FileDisplay(house, visit.language)
        ).page()
    }
}

extension FilePlace {
    func requireWriting() throws {
        if !canWrite { throw Problem.refused(reason: "files.problem.closed") }
    }
}
