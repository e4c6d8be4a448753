import Kernel
import Members
import Store
import Web

/// Adding, changing and removing entries of any shape.
struct EntryHandlers: Sendable {
    let room: PartnershipsRoom

    /// What a form needs beside the entry.
    private struct Desk: Sendable {
        let opened: PartnershipsRoom.Opened
        let shape: Shape
        let entry: Entry?
        let assessment: AssessmentID?
        /// It is part of what is published, and says what it said.
        let isPublished: Bool
        let choices: EntryChoices
    }

    func newForm(_ visit: Visit) async throws -> Answer {
        let desk = try await desk(visit, assessment: visit.query["assessment"])
        if desk.isPublished { throw Problem.conflict(reason: "partnerships.problem.published") }
        return .page(page(visit, desk).form(visit.query.keeping(Set(desk.shape.fields.map(\.name))), nil, version: 0))
    }

    func create(_ visit: Visit) async throws -> Answer { try await save(visit, try await desk(visit, assessment: visit.form["assessment"])) }

    func editForm(_ visit: Visit) async throws -> Answer {
        let desk = try await desk(visit, existing: true)
        guard let entry = desk.entry else { throw Problem.notFound }
        if desk.isPublished { throw Problem.conflict(reason: "partnerships.problem.published") }
        return .page(page(visit, desk).form(EntryForm.fields(of: entry, desk.shape), entry, version: entry.version))
    }

    func save(_ visit: Visit) async throws -> Answer { try await save(visit, try await desk(visit, existing: true)) }

    func remove(_ visit: Visit) async throws -> Answer {
        let desk = try await desk(visit, existing: true)
        guard let entry = desk.entry else { throw Problem.notFound }
        try await RemoveEntry(shape: desk.shape, partnership: desk.opened.id, entry: entry, actor: try visit.person().actor).run(room.house, room.trail)
        return Answer.seeOther(PartnershipsPaths.place(of: desk.shape, desk.opened.city, assessment: entry.assessment)).with(notice: "partnerships.notice.removed")
    }

    // MARK: steps

    private func save(_ visit: Visit, _ desk: Desk) async throws -> Answer {
        let (shape, opened) = (desk.shape, desk.opened)
        var typed = visit.form
        if let entry = desk.entry {
            typed = Clash.settled(typed, theirs: EntryForm.fields(of: entry, shape), names: shape.fields.filter { !$0.isFixed }.map(\.name))
        }
        let form = EntryForm(typed, shape, before: desk.entry?.content, desk.choices, on: room.today)
        guard form.problems.isEmpty, !Clash.isWritingOn(visit.form) else {
            return .page(page(visit, desk).form(typed, desk.entry, version: form.basedOn, problems: form.problems))
        }
        let actor = try visit.person().actor
        do {
            if shape == .assessments, desk.entry == nil {
                let id = try await BeginAssessment(partnership: opened.id, content: form.content, actor: actor).run(room.house, room.trail)
                return Answer.seeOther(PartnershipsPaths.assessment(opened.city, id)).with(notice: "partnerships.notice.saved")
            }
            let command = SaveEntry(
                shape: shape, partnership: opened.id, assessment: desk.assessment, id: desk.entry?.id, basedOn: form.basedOn, content: form.content, actor: actor)
            let placeHref = shape == .assessments ? desk.entry.map { PartnershipsPaths.assessment(opened.city, AssessmentID($0.id)) } : nil
            switch try await command.run(room.house, room.trail) {
            case .saved, .unchanged:
                return Answer.seeOther(placeHref ?? PartnershipsPaths.place(of: shape, opened.city, assessment: desk.assessment)).with(notice: "partnerships.notice.saved")
            case .conflict:
                let newest = try await self.desk(visit, existing: true)
                guard let entry = newest.entry else { throw Problem.notFound }
                let names = try await room.house.database.read { reader in try entry.changedBy.map { try People.names([$0], reader) } ?? [:] }
                return .page(page(visit, newest).clash(mine: typed, entry, by: entry.changedBy.flatMap { names[$0] }))
            }
        } catch Problem.invalid(let problems) {
            return .page(page(visit, desk).form(typed, desk.entry, version: form.basedOn, problems: problems))
        }
    }

    private func desk(_ visit: Visit, assessment: String? = nil, existing: Bool = false) async throws -> Desk {
        guard let shape = Shape.named(try visit.parameter("list")) else { throw Problem.notFound }
        let (city, id) = (try visit.parameter("city"), existing ? try visit.parameter("entry") : nil)
        // The partnership itself is begun with its city, its points with their assessment.
        guard existing || ![Shape.partnership, .points].contains(shape) else { throw Problem.notFound }
        return try await room.house.database.read { [areas = room.ports.policyAreas] reader in
            let opened = try PartnershipsRoom.open(city, visit.viewer, reader)
            try opened.requireKeeping()
            let entry = try id.flatMap { try Entries.one(shape, $0, of: opened.id, reader) }
            if existing, entry == nil { throw Problem.notFound }
            var found: AssessmentID?
            if shape.owner == .assessment {
                found = entry?.assessment ?? assessment.map { AssessmentID($0) }
                guard let found, try Entries.one(.assessments, found.rawValue, of: opened.id, reader) != nil else { throw Problem.notFound }
            }
            var named: [String: [Entry]] = [:]
            for field in shape.fields {
                if case .entry(let name) = field.kind, let other = Shape.named(name) { named[name] = try Entries.all(other, of: opened.id, reader) }
            }
            let directory = opened.partnership.organisations
            var own: Set<OrganisationID> = []
            if shape.fields.contains(where: \.isList) {
                let members = try Entries.all(.members, of: opened.id, reader) + Entries.all(.stakeholders, of: opened.id, reader)
                own = Set(members.compactMap { $0.content.organisation("organisation").map(directory.canonical) } + [opened.partnership.lead].compactMap(\.self))
                for field in shape.fields where field.isList { own.formUnion(entry?.content.all(field.name).map { directory.canonical(OrganisationID($0)) } ?? []) }
            }
            let choices = EntryChoices(organisations: directory.all, own: directory.all.filter { own.contains($0.id) }, entries: named, areas: areas)
            let about = shape == .assessments ? entry.map { AssessmentID($0.id) } : found
            let isPublished = try about.flatMap { try Partnerships.stage(of: $0, reader) } == .published
            return Desk(opened: opened, shape: shape, entry: entry, assessment: found, isPublished: isPublished, choices: choices)
        }
    }

    private func page(_ visit: Visit, _ desk: Desk) -> EntryFormPage {
        EntryFormPage(
            telling: room.telling(visit, desk.opened, entries: desk.choices.entries), choices: desk.choices, city: desk.opened.partnership.city, shape: desk.shape,
            assessment: desk.assessment)
    }
}
