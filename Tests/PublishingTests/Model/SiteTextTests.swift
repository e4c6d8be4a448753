import Testing
@testable import Publishing

@Suite struct SiteTextTests {
    @Test func `Markup of people is shown as text, and links that could run something lead nowhere`() {
        let html = SiteText.html("# One\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b onclick=\"x\">bold</b>")
        #expect(!html.contains("<script") && !html.contains("javascript:") && !html.contains("<b "))
        #expect(html.contains("<h2>One</h2>"), "the page has the first heading")
    }

    @Test func `Headings go one level down, the deepest stays`() {
        let html = SiteText.html("# a\n\n## b\n\n##### e\n\n###### f")
        #expect(html == "<h2>a</h2>\n<h3>b</h3>\n<h6>e</h6>\n<h6>f</h6>\n")
        #expect(SiteText.html("## a\n\n### b") == "<h2>a</h2>\n<h3>b</h3>\n", "no level is left out below the title")
    }

    @Test(arguments: [
        ("![A bridge](https://elsewhere.example/x.png)", "<em>A bridge</em>"), ("![A bridge](//elsewhere.example/x.png)", "<em>A bridge</em>"),
        ("![A bridge](/files/x.png)", "<img src=\"/files/x.png\" alt=\"A bridge\" />"),
    ])
    func `Pictures come from this site or not at all`(markdown: String, expected: String) {
        #expect(SiteText.html(markdown).contains(expected))
        #expect(!SiteText.html(markdown).contains("elsewhere.example"))
    }
}
