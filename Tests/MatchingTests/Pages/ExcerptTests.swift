import Testing
@testable import Matching

@Suite struct ExcerptTests {
    @Test func `A long text is cut between words`() {
        #expect(Excerpt.of("one two three", atMost: 9) == "one two…")
        #expect(Excerpt.of("short", atMost: 9) == "short")
    }
}
