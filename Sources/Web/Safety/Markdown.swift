import CMarkdown

/// Markdown that people wrote, as safe HTML: cmark-gfm with raw HTML and unsafe links left out.
public enum Markdown {
    public static func html(_ text: String) -> String {
        guard let rendered = cmark_markdown_to_html(text, text.utf8.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8) else { return "" }
        defer { rendered.deallocate() }
        return String(cString: rendered)
    }
}
