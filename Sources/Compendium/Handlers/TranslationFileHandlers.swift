import HTTPTypes
import Kernel
import Members
import Store
import Trail
import Web

/// Translating outside of Ponte: files for agencies and their programs, and taking them in again.
struct TranslationFileHandlers: Sendable {
    let room: CompendiumRoom
    private var house: House { room.house }

    /// One practice, every text.
    func ofPractice(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openTranslation(visit)
        let file = XLIFFFile(
            source: opened.practice.language, target: opened.language,
            parts: [XLIFFFile.Part(practice: opened.practice, sheet: opened.sheet, entries: opened.sheet.entries)], display: Display(house, visit.language))
        return answer(file, name: "\(opened.practice.slug)-\(opened.language.code).xlf")
    }

    /// All practices of a source language, with what is to be done.
    func ofLanguage(_ visit: Visit) async throws -> Answer {
        guard let language = visit.query["to"].flatMap(Language.init(rawValue:)), let source = visit.query["from"], source != language.code else { throw Problem.notFound }
        let cards = TranslationFilesPage.open(from: source, to: language, mine(visit))
        guard !cards.isEmpty else { throw Problem.notFound }
        let ids = cards.map(\.id)
        let (practices, kept) = try await house.database.read { reader in (try Practices.byIDs(ids, reader), try Translations.of(ids, in: language, reader)) }
        let parts = practices.compactMap { practice -> XLIFFFile.Part? in
            let sheet = TranslationSheet(practice.translatable(into: language.code), kept[practice.id] ?? [])
            let open = sheet.entries.filter { $0.state != .reviewed }
            return open.isEmpty ? nil : XLIFFFile.Part(practice: practice, sheet: sheet, entries: open)
        }
        return answer(XLIFFFile(source: source, target: language, parts: parts, display: Display(house, visit.language)), name: "ponte-\(source)-\(language.code).xlf")
    }

    func page(_ visit: Visit) async throws -> Answer { .page(page(visit, problems: []).page()) }

    func take(_ visit: Visit) async throws -> Answer {
        func refuse(_ key: String) -> Answer {
            .page(page(visit, problems: [FieldProblem(TranslationFilesPage.fileField, "compendium.translations.problem.\(key)")]).page())
        }
        guard let file = visit.files.first(where: { $0.field == TranslationFilesPage.fileField }), file.size > 0 else { return refuse("noFile") }
        guard file.size <= XLIFFReader.mostBytes else { throw Problem.tooLarge(limit: XLIFFReader.mostBytes) }
        guard let text = String(validating: file.start(file.size), as: UTF8.self) else { return refuse("notUTF8") }
        let viewer = visit.viewer
        do {
            let outcome = try await ImportTranslations(document: try XLIFFReader.read(text), person: try visit.person().id)
                .run(house, room.trail) { TranslationPermissions.canTranslate(practiceOf: $0, viewer) }
            let told = Fields([("practices", String(outcome.practices)), ("written", String(outcome.written)), ("unchanged", String(outcome.unchanged))])
            return .seeOther(told.link(CompendiumPaths.translationFiles))
        } catch Problem.invalid(let problems) {
            return .page(page(visit, problems: problems).page())
        } catch let refused as ImportTranslations.Refused {
            return .page(page(visit, troubles: refused.troubles).page())
        }
    }

    private func mine(_ visit: Visit) -> [Card] {
        let viewer = visit.viewer
        return room.catalogue.cards.filter { TranslationPermissions.canTranslate(practiceOf: $0.city.id, viewer).isAllowed }
    }

    private func page(_ visit: Visit, problems: [FieldProblem] = [], troubles: [ImportTranslations.Trouble] = []) -> TranslationFilesPage {
        let numbers = ["practices", "written", "unchanged"].compactMap { visit.query[$0].flatMap { Int($0) } }
        let titles = Dictionary(room.catalogue.cards.map { ($0.slug, $0.plainTitle(in: visit.language).text) }, uniquingKeysWith: { first, _ in first })
        return TranslationFilesPage(
            cards: mine(visit), titles: titles, taken: numbers.count == 3 ? ImportTranslations.Outcome(practices: numbers[0], written: numbers[1], unchanged: numbers[2]) : nil,
            problems: problems, troubles: troubles, display: Display(house, visit.language))
    }

    private func answer(_ file: XLIFFFile, name: String) -> Answer {
        var answer = Answer.text(file.xml, type: XLIFFFile.type)
        answer.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return answer
    }
}
