import Foundation

/// A small world: five cities, one programme and six practices that differ in everything a page can show. Records are plain
/// objects, as an import file holds them, so that a test changes the one field it is about.
public enum Fixture {
    public typealias Record = [String: Any]

    public static func data(_ value: Any) throws -> Data { try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed]) }

    // MARK: cities

    public static var cities: [Record] {
        [
            city("Catania", "IT", 37.5, 15.09, population: 311_584, share: 4.6),
            city(
                "Gdansk", "PL", 54.35, 18.65, population: 470_621, localName: "Gdańsk",
                names: ["it": "Danzica", "de": "Danzig", "es": "Gdańsk", "fr": "Gdańsk", "ar": "غدانسك"]),
            city("Odense", "DK", 55.4, 10.39, population: 180_863, share: 11.2),
            city(
                "Vienna", "AT", 48.21, 16.37, population: 1_897_000, share: 31.5, localName: "Wien", names: ["de": "Wien", "es": "Viena", "fr": "Vienne", "ar": "فيينا"]),
            city("Bruck an der Leitha", "AT", 48.02, 16.78, population: nil),
        ]
    }

    public static func city(
        _ name: String, _ country: String, _ latitude: Double, _ longitude: Double, population: Int?, share: Double? = nil, localName: String? = nil,
        names: [String: String] = [:]
    ) -> Record {
        [
            "name": name, "local_name": localName ?? name, "names": names, "country": country, "latitude": latitude, "longitude": longitude,
            "population": population ?? NSNull(), "population_year": population == nil ? NSNull() : 2021, "foreign_share_percent": share ?? NSNull(),
            "foreign_share_year": share == nil ? NSNull() : 2021, "foreign_share_definition": share == nil ? NSNull() : "residents without citizenship",
            "source": "Eurostat",
        ]
    }

    // MARK: programmes

    public static var programmes: [Record] {
        [
            [
                "id": "mini-mistra", "name": "Mini MiStra", "title_descriptive": "Cities learn from one another", "start_date": "2021-01", "end_date": "2022-12-31",
                "dates_note": NSNull(), "budget_eur": 2_500_000, "funding": "AMIF", "lead": ["name": "City of Catania", "country": "IT", "type": "municipality"],
                "cities": ["giving": ["Odense"], "receiving": ["Catania", "Rome (instead of Brussels)"], "partners": ["Gdansk"], "other": [String]()],
                "partners": ["A university"], "themes": ["Women", "Work"], "objectives": ["Learn"], "planned_vs_actual": [
                    ["what": "transfers", "planned": "3", "actual": "4", "reason": "Rome asked to join"]
                ],
            ]
        ]
    }

    // MARK: practices

    public static var practices: [Record] {
        [mothers, nursery, language, housing, lesson, desk]
    }

    /// A practice with the fields that must be there, and nothing else said.
    public static func practice(_ slug: String, _ changes: Record = [:]) -> Record {
        let bare: Record = [
            "id": slug, "title": ["en": "Practice \(slug)"], "city": "Catania", "country": "IT", "lead_organisation": "City of Catania",
            "organisation_type": "municipality", "start_year": NSNull(), "end_year": NSNull(), "status": "unknown", "policy_areas": ["employment"],
            "target_groups": ["refugees"], "problem": NSNull(), "solution": NSNull(), "partners": [String](), "resources": NSNull(), "budget_eur": NSNull(),
            "funding": [String](), "results": NSNull(), "beneficiaries": NSNull(), "evidence": "none", "preconditions": [String](),
            "transferred_to": [String](), "languages_of_service": NSNull(),
            "sources": [["title": "A report", "publisher": NSNull(), "url": "https://example.org/report"]],
        ]
        return bare.merging(changes) { $1 }
    }

    /// So many practices that are alike but for their number.
    public static func practices(_ count: Int) -> [Record] { (1...max(1, count)).map(numbered) }

    private static func numbered(_ number: Int) -> Record {
        let block: Record = ["title": "Block \(number)", "core": true, "lessons": ["Start small"], "preconditions": ["A room"]]
        let figure: Record = ["label": "people", "value": number, "year": 2020]
        let study: Record = ["title": "Study \(number)", "design": "before_after", "independent": false]
        let area = ["employment", "housing", "schooling"][number % 3]
        let changes: Record = [
            "title": ["en": "Practice number \(number)", "it": "Pratica numero \(number)"], "problem": "People wait \(number) weeks for a course.",
            "solution": "The city opens course \(number).", "results": "\(number) people took part.", "start_year": 2000 + number % 25,
            "preconditions": ["A room \(number)", "A teacher"], "partners": ["A school"], "funding": ["AMIF"], "transferred_to": ["Odense"],
            "city": ["Catania", "Odense", "Vienna"][number % 3], "country": ["IT", "DK", "AT"][number % 3], "policy_areas": [area, "language-learning"],
            "building_blocks": [block], "figures": [figure], "studies": [study],
        ]
        return practice("practice-\(number)", changes)
    }

    private static var mothers: Record {
        practice(
            "odense-mothers",
            [
                "title": ["en": "Neighbourhood mothers build bridges to services", "da": "Bydelsmødre"], "city": "Odense", "country": "DK",
                "lead_organisation": "Bydelsmødrenes Landsorganisation", "organisation_type": "ngo", "start_year": 2008, "status": "running",
                "policy_areas": ["social-services", "participation", "health"], "target_groups": ["women", "families", "ethnic-minorities"],
                "problem": "Isolated mothers knew little of Danish society and mistrusted the authorities; 400 lived in Vollsmose.",
                "solution": "Women of the area follow a course and then visit other women in playgrounds and laundries, in their own language.",
                "partners": ["Ministry of integration", "Municipality", "Housing association"], "funding": ["National ministry"],
                "results": "400 members of 41 nationalities in 2013.", "beneficiaries": 4000, "budget_eur": 800_000, "evidence": "external_evaluation",
                "preconditions": ["A local coordinator", "A basic course", "Supervision of volunteers"], "transferred_to": ["Aarhus", "Towns nationwide"],
                "languages_of_service": ["da", "ar"],
                "sources": [
                    ["title": "Bydelsmødre", "publisher": "European Website on Integration", "url": "https://example.org/mothers"],
                    ["title": "Evaluation", "publisher": NSNull(), "url": NSNull()],
                ],
                "building_blocks": [
                    ["title": "Basic course", "description": "Fourteen modules.", "core": true, "preconditions": ["A basic course"], "lessons": ["Pay for childcare"], "enabling_factors": ["Trust"]],
                    ["title": "National organisation", "core": false],
                ],
                "figures": [["label": "members", "value": 400, "unit": "people", "year": 2013, "baseline": 25, "source": "Evaluation"]],
                "asked_by": ["How do we reach isolated mothers?"],
            ])
    }

    private static var nursery: Record {
        practice("catania-nursery", ["title": ["it": "Asilo nel cortile"], "language": "it", "target_groups": ["families"], "policy_areas": ["schooling"]])
    }

    private static var language: Record {
        practice(
            "gdansk-language",
            [
                "title": ["en": "Language cafés for newcomers", "pl": "Kawiarenki językowe"], "city": "Gdansk", "country": "PL", "organisation_type": "education_provider",
                "lead_organisation": "Gdańsk Adult School", "start_year": 2017, "end_year": 2020, "status": "ended", "policy_areas": ["language-learning", "adult-education"],
                "target_groups": ["newcomers", "low-skilled"], "problem": "Courses began twice a year only.",
                "solution": "Volunteers speak Polish with learners in cafés every evening.", "partners": ["A library"], "resources": "Two organisers",
                "budget_eur": 45_000, "funding": ["AMIF"], "results": "Learners' scores rose by a third.", "beneficiaries": 320, "evidence": "comparison_group",
                "preconditions": ["Volunteers", "A café that opens in the evening"], "languages_of_service": ["pl", "uk"],
            ])
    }

    private static var housing: Record {
        practice(
            "vienna-housing",
            [
                "title": ["en": "Start-up flats for recognised refugees", "de": "Startwohnungen"], "city": "Vienna", "country": "AT", "start_year": 2012, "status": "running",
                "lead_organisation": "Wohnservice Wien", "policy_areas": ["housing", "social-services"], "target_groups": ["refugees", "families"],
                "problem": "Landlords refused 7 of 10 refugees.", "solution": "The city rents flats and lets them on, with a social worker for each household.",
                "partners": ["Housing associations", "Caritas"], "funding": ["City of Vienna"], "budget_eur": 12_000_000, "beneficiaries": 2400,
                "results": "85 per cent moved to a lease of their own within two years.", "evidence": "comparison_group", "preconditions": ["Flats", "Social workers"],
                "transferred_to": ["Graz", "Odense"], "languages_of_service": ["de"],
                "studies": [["title": "Lottery study", "design": "randomised", "independent": true, "done_by": "A university", "url": "https://example.org/study", "year": 2019]],
                "sources": [
                    ["title": "Report", "publisher": "City of Vienna", "url": "https://example.org/vienna"],
                    ["title": "Study", "publisher": NSNull(), "url": NSNull()],
                ],
            ])
    }

    private static var lesson: Record {
        practice(
            "vienna-lesson",
            [
                "kind": "lesson", "title": ["en": "What went wrong with the mentoring app"], "city": "Vienna", "country": "AT", "organisation_type": "ngo",
                "start_year": 2019, "end_year": 2020, "status": "ended", "policy_areas": ["digital"], "target_groups": ["youth"],
                "problem": "Young people had nobody to ask.", "solution": "An app matched them with mentors; nobody answered at night.", "evidence": "output_counts",
                "results": "12 downloads.",
            ])
    }

    private static var desk: Record {
        practice(
            "bruck-desk",
            [
                "title": ["en": "One desk for every question"], "city": "Bruck an der Leitha", "country": "AT", "start_year": 2026, "status": "running",
                "policy_areas": ["one-stop-shop"], "target_groups": ["newcomers", "eu-mobile-citizens"], "problem": "People went from office to office.",
                "solution": "One desk answers in nine languages.", "evidence": "output_counts", "results": "It opened in spring.", "preconditions": ["A room in the town hall"],
            ])
    }
}
