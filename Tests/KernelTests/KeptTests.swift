import Kernel
import Testing

@Suite struct KeptTests {
    @Test func `A value is made once until it is forgotten`() {
        let kept = Kept<String, Int>(most: 10)
        #expect(kept.value("a") { 1 } == 1)
        #expect(kept.value("a") { 2 } == 1)
        kept.forget("a")
        #expect(kept.value("a") { 3 } == 3)
    }

    @Test func `It never holds more than it may`() {
        let kept = Kept<Int, Int>(most: 3)
        for number in 1...3 { _ = kept.value(number) { number } }
        #expect(kept.value(1) { 100 } == 1)
        #expect(kept.value(4) { 4 } == 4)
        #expect(kept.value(1) { 100 } == 100, "it began again")
    }

    @Test func `What fails is not kept`() throws {
        struct Refused: Error {}
        let kept = Kept<Int, Int>(most: 3)
        #expect(throws: Refused.self) { try kept.value(1) { throw Refused() } }
        #expect(kept.value(1) { 7 } == 7)
    }
}
