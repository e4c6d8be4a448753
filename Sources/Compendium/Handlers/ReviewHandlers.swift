import Files
import Kernel
import Members
import Store
import Trail
import Web

/// The editors' queue and the checks of a manuscript.
struct ReviewHandlers: Sendable {
    let room: CompendiumRoom
    let manuscripts: ManuscriptHandlers
    private var house: House { room.house }

    func queue(_ visit: Visit) async throws -> Answer {
        let stage = visit.query["stage"].flatMap(Manuscript.Stage.init(rawValue:)).flatMap { QueuePage.stages.contains($0) ? $0 : nil }
        let start = max(0, visit.query["start"].flatMap { Int($0) } ?? 0)
        let now = house.clock.now
        let own = visit.viewer.cities(holding: .publishPractices)
        let page = try await house.database.read { reader in
            QueuePage(
                entries: try Manuscripts.at(stage.map { [$0] } ?? QueuePage.waiting, in: own, from: start, limit: QueuePage.size + 1, reader), counts: try Manuscripts.counts(in: own, reader),
                turnarounds: try Manuscripts.turnarounds(since: now.adding(.seconds(-365 * 86_400)), reader), cities: try Cities.all(reader), stage: stage, start: start,
                now: now, display: Display(house, visit.language))
        }
        return .page(page.page())
    }

    func review(_ visit: Visit) async throws -> Answer { .page(try await page(try await room.open(visit), visit)) }

    func step(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        guard let step = visit.form.text("step") else { throw Problem.refused(reason: "web.problem.noSuchStep") }
        var form = FieldReader(visit.form)
        let reason = form.optionalText("reason", limit: ReviewPage.longestText)
        var remarks: [(field: String, text: String)] = []
        for name in visit.form.pairs.map(\.name) where name.hasPrefix(ReviewPage.remark) {
            let field = String(name.dropFirst(ReviewPage.remark.count))
            if ManuscriptForm.isKnown(field), let text = form.optionalText(name, limit: ReviewPage.longestText) { remarks.append((field, text)) }
        }
        guard form.problems.isEmpty else { return .page(try await again(opened, visit, form.problems)) }
        if step == "submit", !opened.files.uncaptioned.isEmpty, visit.form["withoutCaptions"] != "yes" {
            return .page(try await manuscripts.overviewPage(opened, visit, problems: [], asksForCaptions: true))
        }
        let viewer = visit.viewer
        do {
            let stage = try await TakeManuscriptStep(
                id: opened.manuscript.id, step: step, reason: reason, remarks: step == "askForChanges" ? remarks : [],
                peer: visit.form.text("peer").map { PersonID($0) }, seen: visit.form.text("seen_version").flatMap { Int($0) }, person: try visit.person().id
            ).run(house, room.trail) { ManuscriptPermissions.parts($0, authors: $1, viewer) }
            let isEditors = opened.parts.contains(.editor) && !["submit", "takeBack", "withdraw", "resume"].contains(step)
            let next = stage == .published || !isEditors ? CompendiumPaths.manuscript(opened.manuscript.id.rawValue) : CompendiumPaths.queue
            // A peer who passed it on may not see it any more.
            return Answer.seeOther(opened.parts == [.peer] ? CompendiumPaths.manuscripts : next).with(notice: "compendium.notice.step.\(step)")
        } catch Problem.invalid(let problems) {
            return .page(try await again(opened, visit, problems))
        }
    }

    /// The page that it was sent from, with what is wrong.
    private func again(_ opened: CompendiumRoom.OpenManuscript, _ visit: Visit, _ problems: [FieldProblem]) async throws -> Page {
        visit.form.has("review") ? try await page(opened, visit, problems: problems) : try await manuscripts.overviewPage(opened, visit, problems: problems)
    }

    private func page(_ opened: CompendiumRoom.OpenManuscript, _ visit: Visit, problems: [FieldProblem] = []) async throws -> Page {
        let now = house.clock.now
        guard opened.parts.contains(.editor) || opened.parts.contains(.peer) else { throw Problem.notFound }
        let person = try visit.person().id
        let manuscript = opened.manuscript
        let asked = opened.steps.last { $0.step == "askForChanges" }?.at
        let (peers, changed, writers) = try await house.database.read { reader in
            (
                opened.parts.contains(.editor) ? try Peers.possible(for: manuscript, askedBy: person, at: now, reader) : [],
                try asked.map { try Manuscripts.written(in: manuscript.id, since: $0, reader) } ?? [],
                try Manuscripts.writers(of: manuscript.id, reader)
            )
        }
        return ReviewPage(
            opened: opened, alike: await room.alike(opened), peers: peers, cities: room.catalogue.cities,
            verdicts: [
                "publish": ManuscriptPermissions.canPublish(manuscript, authors: opened.authors, writers: writers, steps: opened.steps, person),
                "passPeerCheck": ManuscriptPermissions.canPassPeerCheck(writers: writers, person),
            ], changed: changed, fields: visit.form,
            problems: problems, year: now.day.year, display: Display(house, visit.language), fileDisplay: FileDisplay(house, visit.language)
        ).page()
    }
}
