import HTTPTypes
import Kernel
import Members
import Store
import Trail
import Web

/// Translating practices: what is to be done in a language, and one practice side by side.
struct TranslationHandlers: Sendable {
    let room: CompendiumRoom
    let ports: CompendiumPorts
    private var house: House { room.house }

    func list(_ visit: Visit) async throws -> Answer {
        let viewer = visit.viewer
        let cards = room.catalogue.cards.filter { TranslationPermissions.canTranslate(practiceOf: $0.city.id, viewer).isAllowed }
        let language = visit.query["to"].flatMap(Language.init(rawValue:)) ?? (visit.language == .en ? .it : visit.language)
        return .page(
            TranslationListPage(
                cards: cards, language: language, state: visit.query["state"].flatMap(TranslationState.init(rawValue:)),
                start: max(0, visit.query["start"].flatMap { Int($0) } ?? 0), display: Display(house, visit.language)
            ).page())
    }

    func sheet(_ visit: Visit) async throws -> Answer { .page(try await page(visit, try await room.openTranslation(visit))) }

    func save(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openTranslation(visit)
        let practice = opened.practice
        let version = visit.form["version"].flatMap { Int($0) } ?? practice.version
        let fields = try await room.fields(of: opened, version: version)
        let form = TranslationForm(visit.form, version: version, fields: fields)
        let wrong = Set(form.problems.map(\.field))
        let person = try visit.person().id
        let outcome = try await SaveTranslations(
            practice: practice.id, language: opened.language, fields: fields, texts: form.texts.filter { !wrong.contains(TranslationForm.name($0.key)) },
            confirmed: form.confirmed, basedOn: form.basedOn, how: .human, person: person
        ).run(house, room.trail)
        guard form.problems.isEmpty, outcome.clashes.isEmpty else {
            return .page(try await page(visit, try await room.openTranslation(visit), typed: form.texts, problems: form.problems, clashes: outcome.clashes))
        }
        let back = CompendiumPaths.translation(practice.slug, opened.language)
        switch form.wish {
        case .all: return Answer.seeOther(back).with(notice: outcome.written.isEmpty ? "compendium.notice.translation.nothing" : "compendium.notice.saved")
        case .confirm(let path): return Answer.seeOther(back + "#" + TranslationSheetPage.id(path)).with(notice: "compendium.notice.saved")
        case .machine(let path): return try await suggest(visit, opened, path, back + "#" + TranslationSheetPage.id(path))
        case .machineForAll: return try await suggest(visit, opened, nil, back)
        }
    }

    /// What was typed is kept by now, whatever the machine does.
    private func suggest(_ visit: Visit, _ opened: CompendiumRoom.OpenTranslation, _ path: String?, _ back: String) async throws -> Answer {
        guard let machine = ports.machine else { throw Problem.notFound }
        do {
            let outcome = try await TranslateByMachine(
                practice: opened.practice, language: opened.language, only: path, person: try visit.person().id, machine: machine
            ).run(house, room.trail)
            let notice = outcome.left > 0 ? "machinePart" : outcome.written > 0 ? "machine" : "machineNothing"
            return Answer.seeOther(back).with(notice: "compendium.notice.translation.\(notice)")
        } catch Problem.unavailable(let reason) {
            var page = try await page(visit, try await room.openTranslation(visit))
            page.notice = Page.Notice(kind: "error", text: house.words(visit.language)(reason))
            page.status = .serviceUnavailable
            return .page(page)
        }
    }

    private func page(
        _ visit: Visit, _ opened: CompendiumRoom.OpenTranslation, typed: [String: String] = [:], problems: [FieldProblem] = [], clashes: [SaveTranslations.Clash] = []
    ) async throws -> Page {
        let people = Set(opened.sheet.entries.compactMap(\.translation?.by) + clashes.map(\.theirs.by)).sorted()
        let names = try await house.database.read { try People.names(people, $0) }
        return TranslationSheetPage(
            opened: opened, names: names, typed: typed, problems: problems, clashes: clashes, glossary: ports.glossary, hasMachine: ports.machine != nil,
            display: Display(house, visit.language)
        ).page()
    }
}

extension CompendiumRoom {
    /// A practice before its translator.
    struct OpenTranslation: Sendable {
        let practice: Practice
        let city: City
        let language: Language
        let sheet: TranslationSheet
    }

    /// - Throws: `Problem.refused` when the practice is of a city that is not the translator's; `Problem.notFound` for a language that is none.
    func openTranslation(_ visit: Visit) async throws -> OpenTranslation {
        let slug = try visit.parameter("slug")
        let asked = visit.query["to"].map { Language(rawValue: $0) }
        let preferred = visit.language
        let viewer = visit.viewer
        return try await house.database.read { reader in
            guard let practice = try Practices.bySlug(slug, reader), let city = try Cities.byID(practice.city, reader) else { throw Problem.notFound }
            try TranslationPermissions.canTranslate(practiceOf: practice.city, viewer).require()
            let targets = TranslatableField.targets(from: practice.language)
            guard let language = asked ?? (targets.contains(preferred) ? preferred : targets.first), targets.contains(language) else { throw Problem.notFound }
            let kept = try Translations.of(practice.id, in: language, reader)
            return OpenTranslation(practice: practice, city: city, language: language, sheet: TranslationSheet(practice.translatable(into: language.code), kept))
        }
    }

    /// The texts that somebody had before them who saw another version.
    func fields(of opened: OpenTranslation, version: Int) async throws -> [TranslatableField] {
        guard version != opened.practice.version else { return opened.sheet.entries.map(\.field) }
        let slug = opened.practice.slug
        guard let kept = try await house.database.read({ try PracticeVersions.one(slug, version, $0) }) else { throw Problem.notFound }
        return try Edition(kept, files: [], cities: catalogue.cities).practice.translatable(into: opened.language.code)
    }
}
