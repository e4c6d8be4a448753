import Foundation
import Kernel
import TestKit
import Testing
@testable import Compendium

@Suite struct StatedFigureTests {
    @Test(arguments: [
        "400 people wait", "Nearly 9% of the population", "1,374 people in 2015", "About 30 % of them", "18 of 20", "2 000 families", "41 in 2011", "12 may not read", "٤٠ شخصا",
        "2000 families were reached", "2000 Familien", "1950 personnes", "2000 famiglie", "2000 personas", "وصل إلى 2000 أسرة", "EUR 2000", "€2000", "2000 euros", "2015/300", "10k visits", "و40 شخصا",
        "a 12-month course",
    ])
    func `A number is a figure`(text: String) {
        #expect(StatedFigure.stands(in: text))
    }

    @Test(arguments: [
        "", "Many people wait", "When borders closed in 2015, women came.", "From 2016 to 2021", "since the early 1990s", "2014–2020", "in 2014/15", "on 31.12.2015", "on 12 March 2016",
        "on March 12, 2016", "am 3. Oktober 2019", "el 5 de mayo de 2020", "in (2018)", "In 2015 families came", "Im Sommer 2015 Familien", "en mayo 2015 familias",
    ])
    func `A year or a date is none`(text: String) {
        #expect(!StatedFigure.stands(in: text))
    }

    @Test(arguments: ["During COVID-19 the courses stopped", "During Covid‑19", "citizens of the EU27", "open 24/7", "level B1"])
    func `Digits in a name count nothing`(text: String) {
        #expect(!StatedFigure.stands(in: text))
    }

    @Test(arguments: ["athens-melissa-network", "budapest-kalunba", "poznan-migrant-info-point", "amsterdam-approach-status-holders", "nantes-cnce"])
    func `A need with nothing but a year is not stated with figures`(slug: String) async throws {
        try await withHouse(.sqlite, .starter) { house in
            let practice = try #require(try await house.database.read { try Practices.bySlug(slug, $0) })
            let gate = try #require(Gates.of(practice, inYear: 2026).gates.first { $0.name == .relevance })
            #expect(gate.score < 3 && !gate.reason.hasPrefix("figures"), "\(gate)")
        }
    }
}

@Suite struct StudyTitleTests {
    @Test(arguments: [
        "Second evaluation report (June 2019)", "Avaluació del Programa Noves Famílies", "Impact assessment of the Helsinki Skills Centre", "Lottery study", "Case study and evaluation", "Étude d’impact",
        "Studio di impatto", "Αξιολόγηση του προγράμματος", "دراسة عن الأثر", "Begleitende Evaluierung des Programms",
    ])
    func `A study says so in its title`(title: String) {
        #expect(source(title).isStudy)
    }

    @Test(arguments: ["DUO for a JOB – case study", "So bekommen Migranten bessere Jobs", "The Nausica programme", "Our impact", "Sportello Antidiscriminazioni SPAD", "",
        "Studierende besuchen „Willkommen Europa“", "Becas para estudiantes", "Study visit of three cities", "Visita de estudio", "Étude de cas", "Borsa di studio", "Report 2014",
        "Bericht aus der Nordstadt", "Case studies of Lublin and Lutsk", "Skills assessment for newcomers",
    ])
    func `A newspaper or a page of the project is none`(title: String) {
        #expect(!source(title).isStudy)
    }

    @Test func `Evidence without a study among the sources names none`() throws {
        let told: Fixture.Record = ["problem": "P", "solution": "S", "results": "R", "evidence": "comparison_group"]
        let newspaper = try practice(told.merging(["sources": [["title": "The professional approach to learning Swedish"]]]) { $1 })
        #expect(newspaper.studies.isEmpty)
        #expect(Evidence.of(newspaper) == Evidence(level: 1, reasons: [.onlyCounts, .noStudy]))
        let evaluated = try practice(told.merging(["sources": [["title": "A newspaper"], ["title": "Evaluation", "url": "https://example.org/e"]]]) { $1 })
        #expect(evaluated.studies.map(\.title) == ["Evaluation"] && evaluated.studies.first?.url == "https://example.org/e")
    }

    @Test func `The starter content names as studies what is one`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let practices = try await house.database.read { try Practices.all($0) }
            let titles = practices.flatMap(\.studies).map(\.title)
            #expect(titles.count >= 10)
            for stranger in ["The Local", "Studierende", "Report 2014", "So bekommen", "Nausica", "Ökad", "SPAD", "Magdolna"] { #expect(!titles.contains { $0.contains(stranger) }, "\(stranger)") }
            let helsinki = try #require(practices.first { $0.slug == "helsinki-skills-centre" })
            #expect(helsinki.studies.map(\.maryland) == [3] && helsinki.studies.first?.url?.hasPrefix("https://www.mdi.fi/") == true)
            #expect(helsinki.studies.first?.doneBy == nil, "no source says who did it")
            for slug in ["helsinki-skills-centre", "odense-bydelsmodre", "vienna-nachbarinnen"] {
                #expect(practices.first { $0.slug == slug }?.studies.map(\.isIndependent) == [false], "\(slug): no source says that it is")
            }
        }
    }

    private func source(_ title: String) -> Practice.Source { Practice.Source(title: title, publisher: nil, url: nil, note: nil) }
}
