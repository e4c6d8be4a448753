import Kernel
import Members
import Web

/// Pages and menus belong to administrators, news to editors too; translators write every language but the source. The site speaks for the
/// whole network: a role given for one city does not open it.
enum SitePermissions {
    static func canArrange(_ kind: SitePage.Kind, _ viewer: Viewer) -> Verdict {
        switch kind {
        case .page: viewer.holds(.editSite, inCity: nil) ? .allowed : .denied(reason: "publishing.problem.pagesAreForAdministrators")
        case .news: viewer.holds(.editSite, inCity: nil) || viewer.holds(.writeNews, inCity: nil) ? .allowed : .denied(reason: "publishing.problem.newsIsForEditors")
        }
    }

    static func canWrite(_ page: SitePage, in language: Language, _ viewer: Viewer) -> Verdict {
        if language != page.source, viewer.holds(.translate, inCity: nil) { return .allowed }
        return canArrange(page.kind, viewer)
    }
}
