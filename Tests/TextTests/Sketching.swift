import Testing
@testable import Text

@Suite struct SketchTests {
    private static let words = (0..<400).map { "word\($0 * 7919 % 1013)" }

    private func text(_ range: Range<Int>) -> String { Self.words[range].joined(separator: " ") }

    /// The share of runs of three words that both have, counted.
    private func share(_ one: Range<Int>, _ other: Range<Int>) -> Double {
        func runs(_ range: Range<Int>) -> Set<[String]> { Set(range.dropLast(2).map { Array(Self.words[$0..<($0 + 3)]) }) }
        return Double(runs(one).intersection(runs(other)).count) / Double(runs(one).union(runs(other)).count)
    }

    @Test(arguments: [0..<300, 50..<350, 100..<400, 150..<400, 200..<400, 290..<400])
    func `A sketch tells how much two texts share`(range: Range<Int>) {
        let estimate = TextSketch(text(0..<300)).likeness(to: TextSketch(text(range)))
        #expect(abs(estimate - share(0..<300, range)) < 0.16, "\(range): \(estimate) for \(share(0..<300, range))")
    }

    @Test func `Case and accents do not matter, and a few words prove nothing`() {
        let one = TextSketch(text(0..<100))
        #expect(one.likeness(to: TextSketch(text(0..<100).uppercased())) == 1)
        #expect(one == TextSketch(text(0..<100)))
        #expect(TextSketch("a night school").likeness(to: TextSketch("a night school")) == 0)
        #expect(TextSketch("").keys.isEmpty)
        #expect(!Set(one.keys).isDisjoint(with: TextSketch(text(0..<130)).keys))
    }
}
