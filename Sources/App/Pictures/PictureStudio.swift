import Files
import Foundation
import Kernel
import Logging

/// Makes clean pictures of what people give, by libvips in processes of their own: a picture made to break a decoder breaks that process
/// and nothing else, and each has bounds on its memory and time. Two at once, the rest in a row.
actor PictureStudio {
    static let atOnce = 2
    static let mostWaiting = 20
    /// Width times height; a telephone of today makes half of it.
    static let mostPixels = 120_000_000
    /// Pixels across; screens show nothing wider at the size that pages have.
    static let widths = [480, 960, 1600]
    static let highest = 4800

    private let vips: String
    private let logger: Logger
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter vips: the program of libvips; its companion `vipsheader` is beside it.
    init(vips: String, logger: Logger) {
        self.vips = vips
        self.logger = logger
    }

    /// - Throws: `FileRefusal` when it cannot be read or is too large; `Problem.unavailable` when libvips is missing or too much is waiting.
    func make(_ original: URL, _ folder: URL) async throws -> [MadePicture] {
        guard waiting.count < Self.mostWaiting else { throw Problem.unavailable(reason: "web.problem.manyUploads") }
        await takeSeat()
        defer { leaveSeat() }
        do {
            let size = try await head(of: original, folder)
            guard size.width * size.height * size.pages <= Self.mostPixels else {
                throw FileRefusal("files.problem.tooManyPixels", ["width": String(size.width), "height": String(size.height), "limit": String(Self.mostPixels / 1_000_000)])
            }
            // Through a format that holds nothing but pixels, upright and in sRGB: what a picture says besides cannot come through.
            let pixels = folder.appendingPathComponent("pixels.ppm")
            // A picture that brings no profile is in sRGB already; asked to convert it all the same, libvips 8.14 shifts its colours.
            let profile = size.hasProfile ? ["--export-profile", "srgb"] : []
            try await run(
                ["thumbnail", original.path, "\(pixels.path)[background=255]", String(Self.widths.last ?? 1600), "--height", String(Self.highest), "--size", "down", "--fail-on", "error"] + profile,
                folder, trusted: false)
            return try await copies(of: pixels, folder)
        } catch ChildProgram.Failed.missing {
            logger.error("pictures cannot be made: libvips is missing", metadata: ["program": "\(vips)"])
            throw Problem.unavailable(reason: "files.problem.noPictures")
        } catch let failed as ChildProgram.Failed {
            logger.info("a picture was refused", metadata: ["reason": "\(failed)"])
            throw FileRefusal("files.problem.brokenPicture")
        }
    }

    private func copies(of pixels: URL, _ folder: URL) async throws -> [MadePicture] {
        let full = try Self.sizeOfPixels(pixels)
        let widths = Self.widths.filter { $0 < full.width } + [full.width]
        var made: [MadePicture] = []
        for width in widths {
            // Documents and old programs read JPEG; one of a middle width is enough for them.
            let formats: [GivenFile.Rendition.Format] = width == (widths.last { $0 <= 960 } ?? widths[0]) ? [.webp, .jpeg] : [.webp]
            for format in formats {
                let file = folder.appendingPathComponent("\(width).\(format == .webp ? "webp" : "jpg")")
                let quality = format == .webp ? "[Q=80]" : "[Q=82,optimize-coding]"
                try await run(["thumbnail", pixels.path, file.path + quality, String(width), "--height", String(Self.highest), "--size", "down"], folder, trusted: true)
                let height = max(1, Int((Double(full.height) * Double(width) / Double(full.width)).rounded()))
                made.append(MadePicture(file: file, format: format, width: width, height: height))
            }
        }
        return made
    }

    /// As its head says, before a single pixel is read.
    private func head(of original: URL, _ folder: URL) async throws -> (width: Int, height: Int, pages: Int, hasProfile: Bool) {
        let said = folder.appendingPathComponent("header.txt")
        try await program("\(vips)header", ["-a", original.path], trusted: false).run(input: original, in: folder, output: said)
        let lines = String(decoding: try Data(contentsOf: said), as: UTF8.self).split(separator: "\n")
        func number(_ name: String) -> Int? { lines.first { $0.hasPrefix("\(name): ") }.flatMap { Int($0.dropFirst(name.count + 2)) } }
        guard let width = number("width"), let height = number("height"), width > 0, height > 0 else { throw FileRefusal("files.problem.brokenPicture") }
        return (width, height, max(1, number("n-pages") ?? 1), lines.contains { $0.hasPrefix("icc-profile-data: ") })
    }

    /// `P6`, width and height: the head of a file that we have made ourselves.
    private static func sizeOfPixels(_ file: URL) throws -> (width: Int, height: Int) {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        let head = String(decoding: try handle.read(upToCount: 200) ?? Data(), as: UTF8.self)
        let words = head.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.flatMap { $0.split(separator: " ") }
        guard words.count > 2, words[0] == "P6", let width = Int(words[1]), let height = Int(words[2]) else { throw FileRefusal("files.problem.brokenPicture") }
        return (width, height)
    }

    private func run(_ arguments: [String], _ folder: URL, trusted: Bool) async throws {
        let nothing = folder.appendingPathComponent("nothing")
        if !FileManager.default.fileExists(atPath: nothing.path) { _ = FileManager.default.createFile(atPath: nothing.path, contents: nil) }
        try await program(vips, arguments, trusted: trusted).run(input: nothing, in: folder)
    }

    /// One thread, and no code made at run time, which a locked-in service may not do.
    /// - Parameter trusted: whether it reads what we have made ourselves; for anything else, decoders that libvips does not trust are off.
    private func program(_ name: String, _ arguments: [String], trusted: Bool) -> ChildProgram {
        ChildProgram(
            program: name, arguments: arguments, memory: 1 << 30, seconds: 30,
            environment: ["VIPS_CONCURRENCY": "1", "VIPS_NOVECTOR": "1", "VIPS_WARNING": "0"].merging(trusted ? [:] : ["VIPS_BLOCK_UNTRUSTED": "1"]) { $1 })
    }

    private func takeSeat() async {
        guard running >= Self.atOnce else {
            running += 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leaveSeat() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().resume() }
    }
}
