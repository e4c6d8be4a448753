import Foundation
import Web

/// Markdown of the public site as safe markup inside a page that has its own first heading.
enum SiteText {
    /// Where a text has a first heading of its own, its headings go one level down. Pictures from elsewhere would be asked of another host, so their alternative text stands for them.
    static func html(_ markdown: String) -> String {
        var html = Markdown.html(markdown)
        let hasFirst = html.contains("<h1>")
        // Most begin with a second heading, since the title is the first: theirs stay as they are.
        for level in stride(from: 5, through: 1, by: -1) where hasFirst {
            html = html.replacingOccurrences(of: "<h\(level)>", with: "<h\(level + 1)>").replacingOccurrences(of: "</h\(level)>", with: "</h\(level + 1)>")
        }
        return html.replacing(/<img src="([^"]*)" alt="([^"]*)"[^>]*>/) { match in
            match.output.1.hasPrefix("/") && !match.output.1.hasPrefix("//") ? String(match.output.0) : "<em>\(match.output.2)</em>"
        }
    }
}
