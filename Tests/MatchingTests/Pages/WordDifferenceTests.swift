import Foundation
import Testing
@testable import Matching

@Suite struct WordDifferenceTests {
    @Test func `Only the words that differ are marked, signs apart`() {
        let difference = WordDifference("We have 400 women, no nursery.", "We have 450 women and no nursery!")
        #expect(difference.before == "We have <mark>400</mark> women<mark>,</mark> no nursery<mark>.</mark>")
        #expect(difference.after == "We have <mark>450</mark> women <mark>and</mark> no nursery<mark>!</mark>")
    }

    @Test func `What people typed never becomes markup`() {
        let difference = WordDifference("<b>old</b>", "<script>new</script> & more\nlines")
        #expect(!difference.after.contains("<script"))
        #expect(difference.after.contains("&lt;") && difference.after.contains("&amp;") && difference.after.contains("<br>"))
        #expect(difference.before.replacingOccurrences(of: "<mark>", with: "").replacingOccurrences(of: "</mark>", with: "") == "&lt;b&gt;old&lt;/b&gt;")
    }

    @Test func `The same text has no marks, and nothing stays nothing`() {
        #expect(WordDifference("one two", "one two").after == "one two")
        #expect(WordDifference("", "new").before == "")
        #expect(WordDifference("", "new").after == "<mark>new</mark>")
    }

    @Test func `A rewritten text of many words is marked whole and at once`() {
        let old = (0..<2000).map { "a\($0)" }.joined(separator: " ")
        let new = (0..<2000).map { "b\($0)" }.joined(separator: " ")
        #expect(WordDifference(old, new).after == "<mark>\(new)</mark>")
    }

    @Test func `A long text is cut between words`() {
        #expect(Excerpt.of("one two three", atMost: 9) == "one two…")
        #expect(Excerpt.of("short", atMost: 9) == "short")
    }
}
