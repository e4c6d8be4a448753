import Kernel
import Store
import Testing

@Suite struct SQLTests {
    @Test func `An interpolated value is bound, never part of the text`() {
        let name = "Robert'); DROP TABLE practice;--"
        let statement: SQL = "SELECT 1 FROM practice WHERE title = \(name) AND year > \(2014)"
        #expect(statement.text == "SELECT 1 FROM practice WHERE title = ? AND year > ?")
        #expect(statement.values == [.text(name), .integer(2014)])
    }

    @Test func `Fragments are spliced in with their values, in order`() {
        let condition: SQL = "city = \("malmo") AND year = \(2019)"
        let statement: SQL = "SELECT 1 WHERE stage = \("open") AND \(condition) LIMIT \(5)"
        #expect(statement.text == "SELECT 1 WHERE stage = ? AND city = ? AND year = ? LIMIT ?")
        #expect(statement.values == [.text("open"), .text("malmo"), .integer(2019), .integer(5)])
        let sum: SQL = "a = \(1)" + " OR " + "b = \(2)"
        #expect(sum.text == "a = ? OR b = ?")
        #expect(sum.values == [.integer(1), .integer(2)])
    }

    @Test func `A list makes as many placeholders, and an empty one matches nothing`() {
        let some: SQL = "id IN \(list: ["a", "b", "c"])"
        #expect(some.text == "id IN (?, ?, ?)")
        let none: SQL = "id IN \(list: [] as [String])"
        #expect(none.text == "id IN (NULL)")
        #expect(none.values.isEmpty)
    }

    @Test func `Nothing is NULL, truth is a number, time is text`() throws {
        let nothing: String? = nil
        let day = try #require(Day("2014-09-30"))
        let statement: SQL = "\(nothing) \(true) \(Instant(milliseconds: 0)) \(day) \(PracticeID("p1")) \(Money(euro: 3))"
        #expect(
            statement.values == [
                .null, .integer(1), .text("1970-01-01T00:00:00.000Z"), .text("2014-09-30"), .text("p1"), .integer(300),
            ])
    }

    @Test func `A column that is missing or of another type is an error that names it`() throws {
        let row = Row(columns: .init(["title"]), values: [.text("Yalla")])
        #expect { let _: Int = try row["title"] } throws: { "\($0)".contains("title") }
        #expect { let _: String = try row["name"] } throws: { "\($0)".contains("name") }
        let empty = Row(columns: .init(["title"]), values: [.null])
        #expect(throws: StoreError.self) { let _: String = try empty["title"] }
        let title: String? = try empty["title"]
        #expect(title == nil)
    }
}
