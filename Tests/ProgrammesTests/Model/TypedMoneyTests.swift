import Testing
@testable import Programmes

@Suite struct TypedMoneyTests {
    @Test(arguments: [
        ("399740", 39_974_000), ("399.740", 39_974_000), ("399,740", 39_974_000), ("1.234,50", 123_450), ("1,234.5", 123_450), ("€ 30 000", 3_000_000), ("0.05", 5), ("١٢٠٠", 120_000), ("7,5", 750),
    ] as [(String, Int64)]) func `Amounts are read to the cent`(typed: String, cents: Int64) {
        #expect(TypedMoney.cents(typed) == cents)
        #expect(TypedMoney.cents(TypedMoney.typed(cents)) == cents)
    }

    @Test(arguments: ["100000000000", "100.000.000.000", "999999999999999", "99999999999999999999999999999999999999", "100000000000.01"]) func `What is too large is an amount all the same`(typed: String) {
        guard case .tooLarge = TypedMoney(typed) else {
            Issue.record("\(typed) is read as \(TypedMoney(typed))")
            return
        }
        #expect(TypedMoney.cents(TypedMoney.mostTyped) == TypedMoney.most * 100)
    }

    @Test(arguments: ["", "a lot", "-5", "1.23.4", "12,3456", "1e9", "999999999999999", "1..5"]) func `What is no amount is not guessed at`(typed: String) {
        #expect(TypedMoney.cents(typed) == nil)
    }
}
