import Kernel
import Members
import Web

/// The way through the pages of one programme, the same on each.
struct ProgrammeNavigation {
    enum Place: Equatable { case overview, list(PlanKind), calendar, programme, partnerSearch }

    let programme: Programme
    let words: PlanWords

    func items(_ current: Place?) -> [View] {
        let places: [(Place, String, String)] =
            [(.overview, ProgrammesPaths.overview(programme.slug), words("programmes.nav.overview"))]
            + PlanKind.allCases.map { (.list($0), ProgrammesPaths.list(programme.slug, $0), words("programmes.kind.\($0.path)")) }
            + [
                (.calendar, ProgrammesPaths.calendar(programme.slug), words("programmes.nav.calendar")),
                (.programme, ProgrammesPaths.programme(programme.slug), words("programmes.nav.programme")),
                (.partnerSearch, ProgrammesPaths.searchForm(programme.slug), words("programmes.nav.partnerSearch")),
            ]
        return places.map { place, href, text in ["tabHref": href, "tabText": text, "isCurrent": place == current] }
    }

    func breadcrumbs(_ more: [(label: String, href: String)] = []) -> [View] {
        [(words("programmes.list.title"), ProgrammesPaths.coordination), (programme.name, ProgrammesPaths.overview(programme.slug))].map {
            ["label": $0.0, "href": $0.1] as View
        } + more.map { ["label": $0.label, "href": $0.href] as View }
    }
}
