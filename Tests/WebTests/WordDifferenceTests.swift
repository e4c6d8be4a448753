import Foundation
import Testing
@testable import Web

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

    @Test func `Both sides in one text, and said in words too`() {
        let difference = WordDifference("We have 400 women, no nursery.", "We have 450 women and no nursery.").merged(deleted: "removed:", inserted: "added:")
        #expect(
            difference == "We have <del><span class=\"vh\">removed: </span>400</del><ins><span class=\"vh\">added: </span>450</ins> women"
                + "<del><span class=\"vh\">removed: </span>,</del><ins><span class=\"vh\">added: </span> and</ins> no nursery.")
        #expect(WordDifference("one two", "three four").merged(deleted: "-", inserted: "+").components(separatedBy: "<del>").count == 2)
        #expect(WordDifference("same", "same").merged(deleted: "-", inserted: "+") == "same")
        #expect(WordDifference("", "<b>").merged(deleted: "-", inserted: "+") == "<ins><span class=\"vh\">+ </span>&lt;b&gt;</ins>")
        #expect(WordDifference("gone", "").merged(deleted: "-", inserted: "+") == "<del><span class=\"vh\">- </span>gone</del>")
    }
}
