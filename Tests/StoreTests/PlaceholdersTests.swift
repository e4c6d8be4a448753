@testable import StorePostgres
import Testing

@Suite struct PlaceholdersTests {
    @Test(arguments: [
        ("SELECT 1", "SELECT 1", 0),
        ("a = ? AND b = ?", "a = $1 AND b = $2", 2),
        ("'?' = ?", "'?' = $1", 1),
        ("'it''s ?' = ?", "'it''s ?' = $1", 1),
        ("\"col?\" = ?", "\"col?\" = $1", 1),
        ("? -- why?\n= ?", "$1 -- why?\n= $2", 2),
        ("? /* ?\n? */ = ?", "$1 /* ?\n? */ = $2", 2),
        ("a - ? / ? * ?", "a - $1 / $2 * $3", 3),
        ("'never closed ?", "'never closed ?", 0),
        ("città = ? AND 'più?' = ?", "città = $1 AND 'più?' = $2", 2),
    ])
    func `Placeholders are numbered outside of quotes and comments`(text: String, numbered: String, count: Int) {
        let answer = Placeholders.numbered(text)
        #expect(answer.text == numbered)
        #expect(answer.count == count)
    }
}
