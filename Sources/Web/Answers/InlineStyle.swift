import Foundation
import HTTPTypes

/// The style sheet inside the page, for those who arrive from elsewhere: on a slow line they wait once and not twice before they
/// see something. Who goes on inside the site has the sheet already, as a file that every page shares.
struct InlineStyle: Sendable {
    private let link: [UInt8]
    private let element: [UInt8]
    /// What the content security policy needs to let this one sheet in, and nothing else.
    let source: String

    /// - Parameter sheet: the text of the style sheet.
    /// - Parameter address: where pages ask for it as a file.
    init(sheet: [UInt8], address: String) {
        link = Array(#"<link rel="stylesheet" href="\#(address)">"#.utf8)
        element = Array("<style>".utf8) + sheet + Array("</style>\n<link rel=\"prefetch\" as=\"style\" href=\"\(address)\">".utf8)
        source = "'sha256-\(Secrets.digestInBase64(sheet))'"
    }

    /// - Returns: the page with the sheet in the place of the link to it; nil when there is no such link.
    func put(into page: [UInt8]) -> [UInt8]? {
        guard let place = page.firstRange(of: link) else { return nil }
        var dressed = page
        dressed.replaceSubrange(place, with: element)
        return dressed
    }

    /// Browsers say where a request comes from; who says nothing, as a program does, gets the page as it is.
    static func isWelcome(_ headers: HTTPFields) -> Bool {
        guard let from = headers[fetchSite] else { return false }
        return from == "none" || from == "cross-site"
    }

    static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
}
