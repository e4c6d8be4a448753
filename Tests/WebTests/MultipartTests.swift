import Foundation
import Kernel
import NIOCore
import Testing
@testable import Web

@Suite struct MultipartTests {
    private func read(_ body: String, boundary: String = "x") throws -> Multipart { try Multipart(ByteBuffer(string: body), boundary: Array(boundary.utf8)) }

    private static func field(_ name: String, _ value: String) -> String { "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n" }

    private static func file(_ name: String, _ bytes: String, more: String = "") -> String {
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: image/png\r\n\(more)\r\n\(bytes)\r\n"
    }

    @Test func `Fields and files are read, byte for byte`() throws {
        let bytes = "a\r\n--y\r\n--\r\n\0é--x"
        let form = try read(Self.field("title", "Una città\r\nsecond line") + Self.file("photo \"1\".png".replacingOccurrences(of: "\"", with: "%22"), bytes) + Self.field("title", "again") + "--x--\r\n")
        #expect(form.fields.all("title") == ["Una città\r\nsecond line", "again"])
        #expect(form.files.count == 1)
        #expect(form.files[0].field == "file" && form.files[0].claimedName == "photo \"1\".png")
        #expect(form.files[0].start(1000) == Array(bytes.utf8) && form.files[0].size == bytes.utf8.count)
    }

    @Test func `A file is written as it came`() throws {
        let long = String(repeating: "0123456789abcdef", count: 200_000)
        let form = try read(Self.file("long", long) + "--x--")
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("ponte-upload-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        try form.files[0].write(to: place)
        #expect(try Data(contentsOf: place) == Data(long.utf8))
    }

    @Test func `A field in which nothing was chosen brings no file`() throws {
        let form = try read(Self.file("", "") + "--x--\r\n")
        #expect(form.files.isEmpty && form.fields.isEmpty)
        #expect(try read("--x--\r\n").fields.isEmpty)
    }

    static let broken = [
        "", "--", "--x", "--x\r\n", "--y\r\n\r\n--x--", "preamble\r\n" + field("a", "1") + "--x--", field("a", "1"), field("a", "1") + "--x", field("a", "1") + "--xx",
        "--x\r\n\r\n\r\n--x--", "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", "--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=a\nX: y\r\n\r\n1\r\n--x--", "--x\r\nnonsense\r\n\r\n1\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"\(String(repeating: "n", count: 9000))\"\r\n\r\n1\r\n--x--",
        file("a", "1", more: "Content-Transfer-Encoding: base64\r\n") + "--x--",
        String(repeating: field("a", "1"), count: 201) + "--x--", field("a", String(repeating: "1", count: 300_000)) + "--x--",
    ]

    @Test(arguments: broken) func `What is no whole form is refused`(body: String) {
        #expect(throws: Problem.invalid([FieldProblem("", "web.problem.notMultipart")])) { try read(body) }
    }

    @Test func `Text that is not UTF-8 is refused, bytes of files are not looked at`() throws {
        var bytes = Array("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8) + [0xFF, 0xFE] + Array("\r\n--x--".utf8)
        #expect(throws: Problem.invalid([FieldProblem("", "web.problem.notUTF8")])) { try Multipart(ByteBuffer(bytes: bytes), boundary: Array("x".utf8)) }
        bytes = Array("--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n".utf8) + [0xFF, 0xFE, 0] + Array("\r\n--x--".utf8)
        #expect(try Multipart(ByteBuffer(bytes: bytes), boundary: Array("x".utf8)).files[0].start(9) == [0xFF, 0xFE, 0])
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", nil), ("multipart/form-data; boundary=\"a=b\"", "a=b"),
        ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil), ("application/x-www-form-urlencoded", nil), ("multipart/mixed; boundary=a", nil),
        ("multipart/form-data; boundary=\(String(repeating: "a", count: 71))", nil),
    ])
    func `The boundary is found`(type: String, boundary: String?) {
        #expect(Multipart.boundary(type) == boundary.map { Array($0.utf8) })
    }

    /// Whatever comes, it is read or refused, and never more bytes come out than went in.
    @Test func `Bytes thrown together break nothing`() {
        let pieces = ["--x", "\r\n", "--", "Content-Disposition: form-data; name=\"a\"", "; filename=\"b\"", "\r\n\r\n", "x", "\0", "é", "--x--", "\""]
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            var body = "--x\r\n"
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                body += pieces[Int(state >> 33) % pieces.count]
            }
            guard let form = try? read(body) else { continue }
            var out = 0
            for file in form.files { out += file.size }
            for pair in form.fields.pairs { out += pair.value.utf8.count }
            #expect(out < body.utf8.count)
        }
    }
}

@Suite struct RangeTests {
    @Test(arguments: [
        (nil, nil), ("bytes=0-9", [0, 10]), ("bytes=90-", [90, 10]), ("bytes=-10", [90, 10]), ("bytes=-1000", [0, 100]), ("bytes=50-1000", [50, 50]), ("bytes=0-0", [0, 1]),
        ("bytes=9-5", nil), ("bytes=0-1,5-6", nil), ("lines=0-1", nil), ("bytes=a-b", nil), ("bytes=-", nil), ("bytes=1-2-3", nil), ("bytes=99999999999999999999-", nil),
    ] as [(String?, [Int]?)])
    func `A part is the one that was asked for`(range: String?, part: [Int]?) throws {
        let found = try StoredFile.part(of: 100, range)
        #expect(found.map { [$0.from, $0.count] } == part)
    }

    @Test(arguments: ["bytes=100-", "bytes=200-300", "bytes=-0"]) func `What lies behind the end cannot be had`(range: String) {
        #expect(throws: StoredFile.Unsatisfiable.self) { try StoredFile.part(of: 100, range) }
    }
}
