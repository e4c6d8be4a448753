import Foundation
import Testing
@testable import Files

@Suite struct RecognitionTests {
    private func type(_ bytes: [UInt8]) throws -> FileType {
        try Samples.inFolder { folder in
            let file = folder.appendingPathComponent("given")
            try Data(bytes).write(to: file)
            return try Recognition.type(of: file)
        }
    }

    private func refusal(_ bytes: [UInt8]) throws -> String? {
        do {
            return "taken as \(try type(bytes))"
        } catch let refusal as FileRefusal {
            return refusal.message
        }
    }

    @Test func `Each type on the list is told by its bytes`() throws {
        #expect(try type(Samples.picture(8, 8, "png")) == .png)
        #expect(try type(Samples.picture(8, 8, "jpg")) == .jpeg)
        #expect(try type(Samples.picture(8, 8, "webp")) == .webp)
        #expect(try type(Samples.picture(8, 8, "gif")) == .gif)
        #expect(try type(Samples.pdf) == .pdf)
        #expect(try type(Samples.docx()) == .docx)
        #expect(try type(Samples.zip([("[Content_Types].xml", Samples.contentTypes("spreadsheetml.sheet.main+xml")), ("xl/workbook.xml", "<w/>")])) == .xlsx)
        #expect(try type(Samples.zip([("[Content_Types].xml", Samples.contentTypes("presentationml.presentation.main+xml")), ("ppt/presentation.xml", "<p/>")])) == .pptx)
        for type in [FileType.odt, .ods, .odp] {
            #expect(try self.type(Samples.zip([("mimetype", type.mediaType), ("content.xml", "<x/>")])) == type)
        }
        #expect(try type(Samples.mp4) == .mp4)
        #expect(try type(Samples.webm) == .webm)
        #expect(try type(Samples.vtt) == .vtt)
        #expect(try type(Samples.data("\u{FEFF}WEBVTT\n\n00:00.000 --> 00:01.000\nx\n")) == .vtt)
    }

    @Test(arguments: [
        ("Dear all,\n\nwe met on Monday, and again on Friday.\n", FileType.text), ("a,b,c\n1,2,3\n4,5,6\n", .csv), ("quartiere;persone\n\"Librino; sud\";70000\nOgnina;8000\n", .csv),
        ("a\tb\n1\t2\n", .csv), ("one line only, with a comma", .text), ("import os\nprint('a note about programs')\n", .text), ("città è più\n", .text),
    ])
    func `Text is told from tables`(text: String, wanted: FileType) throws {
        #expect(try type(Samples.data(text)) == wanted)
    }

    @Test(arguments: [
        "<!doctype html><script>alert(1)</script>", "  \n<html><body>x</body></html>", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "#!/bin/sh\nrm -rf /\n", "<?php system($_GET['c']); ?>", "{\\rtf1 hello}",
        "hello \u{1}\u{2} world", "\u{FEFF}<script>alert(1)</script>", "%!PS-Adobe-3.0\nshowpage\n", "MZ\u{90}",
    ])
    func `What browsers or machines would run is refused`(text: String) throws {
        let message = try refusal(Samples.data(text))
        #expect(message == "files.problem.unknownType" || message == "files.problem.notUTF8", "\(text.prefix(30)): \(message ?? "")")
    }

    @Test func `What is broken or hostile is refused with what to do`() throws {
        #expect(try refusal([]) == "files.problem.empty")
        #expect(try refusal(Samples.data("citt") + [0xE0]) == "files.problem.notUTF8")
        #expect(try refusal(Array(Samples.pdf.dropLast(6))) == "files.problem.brokenDocument", "a PDF without an end")
        #expect(try refusal(Samples.data("GIF89a is not at the start %PDF-1.7 %%EOF")) != "taken as pdf")
        #expect(try refusal(Array(Samples.docx().dropLast(40))) == "files.problem.brokenDocument", "a document that stops half-way")
        #expect(try refusal(Samples.docx([("word/vbaProject.bin", "x")])) == "files.problem.macros")
        #expect(try refusal(Samples.zip([("[Content_Types].xml", Samples.contentTypes("wordprocessingml.document.main+xml") + "macroEnabled"), ("word/document.xml", "x")])) == "files.problem.macros")
        #expect(try refusal(Samples.zip([("mimetype", FileType.odt.mediaType), ("content.xml", "x"), ("Basic/script.xml", "x")])) == "files.problem.macros")
        #expect(try refusal(Samples.zip([("readme.txt", "x")])) == "files.problem.unknownType")
        #expect(try refusal(Samples.docx([("../../etc/passwd", "x")])) == "files.problem.brokenDocument")
        #expect(try refusal(Samples.docx([("word/media/zeros.bin", "zero:60000000")])) == "files.problem.bomb")
        #expect(try refusal(Samples.zip([("mimetype", "application/zip"), ("content.xml", "x")])) == "files.problem.unknownType")
    }

    @Test func `A document that says less than it holds is not unpacked`() throws {
        // The list of content types itself is the bomb: only its first megabytes are ever read.
        let bytes = try Samples.zip([("[Content_Types].xml", "zero:15000000"), ("word/document.xml", "x")])
        #expect(try refusal(bytes) == "files.problem.unknownType")
    }

    @Test func `Two things at once are what they are first, and pictures lose the rest`() throws {
        let page = Samples.data("<html><script>alert(1)</script></html>")
        #expect(try type(Samples.picture(8, 8, "gif") + page) == .gif)
        #expect(try refusal(page + Samples.picture(8, 8, "png")) == "files.problem.unknownType")
        let both = try Samples.pdf + Samples.docx()
        #expect(try refusal(both) == "taken as pdf", "a document that is only ever offered for saving")
    }

    @Test(arguments: [
        ("photo.JPG", "photo.png"), ("../../etc/passwd", "passwd.png"), ("C:\\Users\\x\\nice picture.jpeg", "nice picture.png"), ("", "file.png"), ("...", "file.png"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie x.png"), ("gnp\u{202E}exe.png", "gnpexe.png"), ("caffè <b>.png", "caffè b.png"), (".htaccess", "htaccess.png"), ("no ending", "no ending.png"),
        ("archive.tar.gz", "archive.tar.png"),
    ])
    func `Names are cleaned`(claimed: String, name: String) {
        #expect(FileName.clean(claimed, as: .png) == name)
    }
}
