import Web

/// Every address of the compendium: who may open it, and what answers.
enum CompendiumRoutes {
    static func all(_ pages: CompendiumPageHandlers, _ api: CompendiumAPIHandlers) -> [Route] {
        [
            .page(CompendiumPaths.practices, .anyone, caching: .visitors, pages.list),
            .page(CompendiumPaths.practicePattern, .anyone, caching: .visitors, pages.practice),
            .page(CompendiumPaths.map, .anyone, caching: .visitors, pages.map),
            .page(CompendiumPaths.compare, .anyone, caching: .visitors, pages.compare),
            .page(CompendiumPaths.cities, .anyone, caching: .visitors, pages.cities),
            .page(CompendiumPaths.cityPattern, .anyone, caching: .visitors, pages.city),
            .page(CompendiumPaths.programmes, .anyone, caching: .visitors, pages.programmes),
            .page(CompendiumPaths.programmePattern, .anyone, caching: .visitors, pages.programme),
            .apiRead(CompendiumPaths.apiPractices, .anyone, caching: .visitors, api.list),
            .apiRead(CompendiumPaths.apiPracticePattern, .anyone, caching: .visitors, api.practice),
            .apiRead(CompendiumPaths.apiCities, .anyone, caching: .visitors, api.cities),
        ]
    }
}
