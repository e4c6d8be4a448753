import Kernel
import Testing

@Suite struct SideBySideTests {
    @Test func `The results stand in the order of what they were made from`() {
        #expect(Array(0..<1000).mapSideBySide { $0 * $0 } == (0..<1000).map { $0 * $0 })
        #expect([Int]().mapSideBySide { $0 }.isEmpty)
    }

    @Test func `Of several that fail, the first tells why`() {
        struct Odd: Error, Equatable { let number: Int }
        #expect(throws: Odd(number: 7)) {
            try [2, 4, 7, 8, 9].mapSideBySide { number throws(Odd) in
                guard number.isMultiple(of: 2) else { throw Odd(number: number) }
                return number
            }
        }
    }
}
