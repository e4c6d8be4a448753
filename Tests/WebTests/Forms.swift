import Kernel
import Testing
@testable import Web

@Suite struct FieldsTests {
    @Test(arguments: [
        ("a=1&b=2", [["a", "1"], ["b", "2"]]), ("a=1+2%2B3", [["a", "1 2+3"]]), ("a", [["a", ""]]), ("a=", [["a", ""]]), ("a=b=c", [["a", "b=c"]]),
        ("", []), ("&&a=1&", [["a", "1"]]), ("caff%C3%A8=%E2%82%AC", [["caffè", "€"]]), ("caffè=è", [["caffè", "è"]]), ("a=1&a=2", [["a", "1"], ["a", "2"]]),
        ("a=%0d%0A", [["a", "\r\n"]]), ("=x", [["", "x"]]),
    ])
    func `A form is read`(encoded: String, pairs: [[String]]) throws {
        #expect(try Fields(encoded: encoded).pairs.map { [$0.name, $0.value] } == pairs)
    }

    @Test(arguments: ["a=%FF", "a=%C3", "a=%00", "%00=1", "a=%", "a=%4", "a=%zz", "a=%ED%A0%80", "a=1&b=%F5%80%80%80"])
    func `What is not UTF-8 is refused`(encoded: String) {
        #expect(throws: Problem.invalid([FieldProblem("", "web.problem.notUTF8")])) { try Fields(encoded: encoded) }
    }

    @Test(arguments: ["", "plain", "a b+c&d=e%f", "caffè €", "‎مرحبا", "\r\n\t", "~-._", "😀"])
    func `What is written is read again`(text: String) throws {
        let fields = Fields([("name " + text, text)])
        #expect(try Fields(encoded: fields.encoded) == fields)
        #expect(fields.encoded.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 34 && $0 != 60 && $0 != 62 })
    }

    @Test func `No form has more than two thousand fields`() throws {
        let encoded = (0..<5000).map { "a\($0)=1" }.joined(separator: "&")
        #expect(try Fields(encoded: encoded).pairs.count == 2000)
    }

    @Test func `Fields are changed by name`() {
        let fields = Fields([("a", "1"), ("b", " x "), ("a", "2"), ("c", " ")])
        #expect(fields["a"] == "1")
        #expect(fields.all("a") == ["1", "2"])
        #expect(fields.text("b") == "x")
        #expect(fields.text("c") == nil)
        #expect(fields.removing("a", value: "1").all("a") == ["2"])
        #expect(fields.setting("a", "9").all("a") == ["9"])
        #expect(fields.setting("a", nil).has("a") == false)
        #expect(fields.keeping(["a"]).pairs.count == 2)
        #expect(Fields().link("/x") == "/x")
        #expect(Fields([("q", "a b")]).link("/x") == "/x?q=a+b")
    }
}

@Suite struct FieldReaderTests {
    @Test(arguments: [
        ("1200", 1200), ("1.200", 1200), ("1,200", 1200), ("1 200", 1200), ("1\u{00A0}200", 1200), ("1\u{202F}200", 1200), ("1'200", 1200), ("1’200", 1200),
        ("12.345.678", 12_345_678), ("١٢٠٠", 1200), ("١٬٢٠٠", 1200), ("۱۲", 12), ("€ 500", 500), ("500 €", 500), ("0", 0), ("007", 7), ("  42  ", 42),
    ])
    func `A whole number is read as people write it`(text: String, number: Int) {
        #expect(FieldReader.wholeNumber(text) == number)
    }

    @Test(arguments: ["", "abc", "1.5", "1,50", "12.34", "-5", "1e3", "0x10", "1..200", "1.2000", ".", "½", "٫", "1200 people", "12 34"])
    func `What is no whole number is not guessed at`(text: String) {
        #expect(FieldReader.wholeNumber(text) == nil)
    }

    @Test func `Every problem is gathered`() {
        var reader = FieldReader(Fields([
            ("title", "ab"), ("long", "abcdef"), ("people", "many"), ("months", "999"), ("area", "housing"), ("area", "nonsense"), ("one", "other"),
            ("lines", "a\n\n b \r\nc\nd"),
        ]))
        #expect(reader.text("missing", limit: 5) == "")
        #expect(reader.text("title", limit: 5, atLeast: 3) == "ab")
        #expect(reader.optionalText("long", limit: 5) == "abcdef", "what was typed is kept")
        #expect(reader.optionalNumber("people", in: 1...10) == nil)
        #expect(reader.optionalNumber("months", in: 1...240) == nil)
        #expect(reader.optionalNumber("absent", in: 1...10) == nil)
        #expect(reader.codes("area", among: ["health", "housing"]) == ["housing"])
        #expect(reader.optionalCode("one", among: ["health"]) == nil)
        #expect(reader.lines("lines", limit: 3, each: 1) == ["a", "b", "c", "d"])
        #expect(reader.problems.map { "\($0.field) \($0.message)" } == [
            "missing web.field.missing", "title web.field.tooShort", "long web.field.tooLong", "people web.field.notANumber", "months web.field.outOfRange",
            "area web.field.unknownChoice", "one web.field.unknownChoice", "lines web.field.tooManyLines",
        ])
        #expect(throws: Problem.invalid(reader.problems)) { try reader.check() }
    }

    @Test func `A field shows what was typed and what is wrong beside it`() throws {
        let words = try Translator(folders: [WebResources.folder.appendingPathComponent("locales")]).words(.en)
        let field = FieldView("name", label: "web.form.optional", required: true, problems: [FieldProblem("name", "web.field.missing")], words: words).input("x")
        #expect(field.text("error") == words("web.field.missing"))
        #expect(field.text("describedBy") == "name-error")
        #expect(field.text("value") == "x")
        #expect(FieldView.summary([], words: words) == nil)
    }
}

@Suite struct MailAndDayTests {
    @Test(arguments: [("name@city.eu", true), ("NAME@City.EU", true), ("root@localhost", true), ("name@city", false), ("name@", false), ("@city.eu", false), ("a@b@c.eu", false), ("two names@city.eu", false), ("a,b@city.eu", false), ("<a@city.eu>", false), ("a@.eu", false)])
    func `An address is one that a letter can be sent to`(typed: String, isGood: Bool) {
        var reader = FieldReader(Fields([("mail", typed)]))
        let read = reader.optionalMail("mail")
        #expect(reader.problems.isEmpty == isGood)
        #expect(read == typed.lowercased(), "what was typed is kept")
    }

    @Test func `A day and an address that must be there are missed, those that may be are not`() {
        var reader = FieldReader(Fields([("day", "30/09/2026")]))
        #expect(reader.optionalDay("day") == Day("2026-09-30"))
        #expect(reader.optionalDay("other") == nil && reader.optionalMail("other") == nil && reader.problems.isEmpty)
        #expect(reader.day("due") == nil && reader.mail("mail") == "")
        #expect(reader.problems.map(\.message) == ["web.field.missing", "web.field.notAMail"])
    }
}
