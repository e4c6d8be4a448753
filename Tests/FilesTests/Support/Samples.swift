import Foundation
import Testing

/// Files to give: real pictures drawn by libvips, and hostile ones made by hand.
enum Samples {
    static func data(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// A picture of a size, as libvips writes it.
    /// - Parameter ending: `png[strip]`, `jpg[Q=90]` …
    static func picture(_ width: Int, _ height: Int, _ ending: String = "png", metadata: [String] = []) throws -> [UInt8] {
        try inFolder { folder in
            let options = ending.firstIndex(of: "[").map { String(ending[$0...]) } ?? ""
            let suffix = ending.prefix { $0 != "[" }
            let drawn = folder.appendingPathComponent("drawn.v"), file = folder.appendingPathComponent("picture.\(suffix)")
            try run("vips", ["gaussnoise", drawn.path, String(width), String(height), "--mean", "128", "--sigma", "40"])
            try run("vips", ["cast", drawn.path, folder.appendingPathComponent("bytes.v").path, "uchar"])
            try run("vips", ["copy", folder.appendingPathComponent("bytes.v").path, file.path + options])
            if !metadata.isEmpty { _ = try run("exiftool", ["-overwrite_original"] + metadata + [file.path]) }
            return [UInt8](try Data(contentsOf: file))
        }
    }

    /// A photograph that says where it was taken, lies on its side, and names its maker.
    static func photograph() throws -> [UInt8] {
        try picture(
            1200, 800, "jpg",
            metadata: ["-Orientation#=6", "-GPSLatitude=37.5", "-GPSLatitudeRef=N", "-GPSLongitude=15.09", "-GPSLongitudeRef=E", "-Artist=Canary Photographer", "-XMP:Title=Canary title", "-Comment=canary comment"])
    }

    /// Nothing but one colour of sRGB; with a profile, written in the numbers that the profile has for it.
    static func plain(_ colour: [Int], profile: String? = nil) throws -> [UInt8] {
        try inFolder { folder in
            func file(_ name: String) -> String { folder.appendingPathComponent(name).path }
            try run("vips", ["black", file("black.v"), "600", "400", "--bands", "3"])
            try run("vips", ["linear", file("black.v"), file("coloured.v"), "1 1 1", colour.map(String.init).joined(separator: " ")])
            try run("vips", ["cast", file("coloured.v"), file("bytes.v"), "uchar"])
            try run("vips", ["copy", file("bytes.v"), file("plain.png"), "--interpretation", "srgb"])
            if let profile { try run("vips", ["icc_transform", file("plain.png"), file("tagged.png"), profile, "--input-profile", "srgb"]) }
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(profile == nil ? "plain.png" : "tagged.png"))))
        }
    }

    /// The colour in a picture's middle.
    static func colour(of bytes: [UInt8]) throws -> [Int] {
        try inFolder { folder in
            let file = folder.appendingPathComponent("picture")
            try Data(bytes).write(to: file)
            return try run("vips", ["getpoint", file.path, "200", "200"]).split(separator: " ").compactMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)).map { Int($0.rounded()) } }
        }
    }

    /// What a tool that knows says is written in a picture besides its pixels.
    static func metadata(of bytes: [UInt8]) throws -> String {
        try inFolder { folder in
            let file = folder.appendingPathComponent("picture")
            try Data(bytes).write(to: file)
            return try run("exiftool", ["-a", "-G1", "-s", file.path])
        }
    }

    /// The head of a PNG that says it is so wide and so high, and next to nothing else.
    static func hugePNG(_ width: UInt32, _ height: UInt32) -> [UInt8] {
        func big(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            let content: [UInt8] = Array(name.utf8) + body
            var bytes = big(UInt32(body.count))
            bytes += content
            bytes += big(crc(content))
            return bytes
        }
        // An empty stream of zlib.
        let nothing: [UInt8] = [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]
        var head = big(width)
        head += big(height)
        head += [8, 2, 0, 0, 0] as [UInt8]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", head)
        file += chunk("IDAT", nothing)
        file += chunk("IEND", [])
        return file
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = sum & 1 == 1
                sum >>= 1
                if isOdd { sum ^= 0xEDB8_8320 }
            }
        }
        return ~sum
    }

    static let pdf = data("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n")
    static let vtt = data("WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome to the night school\n")

    /// A ZIP file with entries, by Python's zipfile.
    static func zip(_ entries: [(String, String)], stored: Set<String> = ["mimetype"]) throws -> [UInt8] {
        try inFolder { folder in
            let file = folder.appendingPathComponent("made.zip")
            let list = try JSONSerialization.data(withJSONObject: entries.map { [$0.0, $0.1] })
            try list.write(to: folder.appendingPathComponent("list.json"))
            let script = """
                import json, sys, zipfile
                stored = set(sys.argv[3:])
                with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as made:
                    for name, text in json.load(open(sys.argv[1])):
                        text = "0" * int(text[5:]) if text.startswith("zero:") else text
                        made.writestr(name, text, zipfile.ZIP_STORED if name in stored else None)
                """
            try run("python3", ["-c", script, folder.appendingPathComponent("list.json").path, file.path] + stored.sorted())
            return [UInt8](try Data(contentsOf: file))
        }
    }

    static func contentTypes(_ main: String) -> String {
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/main.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\(main)\"/></Types>"
    }

    static func docx(_ more: [(String, String)] = []) throws -> [UInt8] {
        try zip([("_rels/.rels", "<r/>"), ("[Content_Types].xml", contentTypes("wordprocessingml.document.main+xml")), ("word/document.xml", "<w/>")] + more)
    }

    /// The first bytes of an MP4 and of a WebM, enough to be told apart.
    static let mp4 = data("\0\0\0\u{18}ftypmp42\0\0\0\0mp42isom\0\0\0\u{8}mdat")
    static let webm: [UInt8] = {
        var bytes: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 0x01, 0x42, 0xF7, 0x81, 0x01, 0x42, 0xF2, 0x81, 0x04, 0x42, 0xF3, 0x81, 0x08, 0x42, 0x82, 0x84]
        bytes += data("webm")
        bytes += [0x42, 0x87, 0x81, 0x04, 0x42, 0x85, 0x81, 0x02] as [UInt8]
        return bytes
    }()

    /// - Returns: what the program said.
    @discardableResult
    private static func run(_ program: String, _ arguments: [String]) throws -> String {
        try inFolder { folder in
            let said = folder.appendingPathComponent("said")
            _ = FileManager.default.createFile(atPath: said.path, contents: nil)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [program] + arguments
            let output = try FileHandle(forWritingTo: said)
            (process.standardOutput, process.standardError) = (output, output)
            try process.run()
            process.waitUntilExit()
            let text = try String(contentsOf: said, encoding: .utf8)
            try #require(process.terminationStatus == 0, "\(program) \(arguments.joined(separator: " ")): \(text)")
            return text
        }
    }

    static func inFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ponte-samples-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
