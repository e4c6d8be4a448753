import App
import Files
import Foundation
import Kernel
import Matching
import Web

/// What `ponte doctor` looks at besides the database.
enum Checks {
    static func settings(_ settings: Settings) -> [Finding] {
        let place = settings.databaseURL == nil ? "SQLite in \(settings.dataFolder.path)" : "PostgreSQL"
        var found = [Finding.ok("settings", "\(place); serves \(settings.host):\(settings.port) as \(settings.baseURL)")]
        let isLocal = ["127.0.0.1", "::1", "localhost"].contains(settings.host)
        if !isLocal && settings.baseURL.hasPrefix("http://") {
            found.append(.warn("settings", "Passwords would travel in the clear. Put a proxy with TLS in front and set PONTE_BASE_URL to its https:// address."))
        }
        return found
    }

    static func dataFolder(_ settings: Settings) -> [Finding] {
        let folder = settings.dataFolder.path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            if settings.databaseURL != nil { return [] }
            return [.warn("data folder", "\(folder) is not there yet; `ponte serve` or `ponte import starter` makes it.")]
        }
        guard isFolder.boolValue else { return [.fail("data folder", "\(folder) is a file; name a folder with --data or PONTE_DATA.")] }
        let trial = settings.dataFolder.appendingPathComponent(".ponte-doctor-\(ProcessInfo.processInfo.processIdentifier)")
        guard FileManager.default.createFile(atPath: trial.path, contents: Data("ok".utf8)) else {
            return [disk(folder), .fail("data folder", "\(folder) cannot be written by this user; change its owner with chown, see that the disk is not read-only, or name another with --data.")]
        }
        try? FileManager.default.removeItem(at: trial)
        return [.ok("data folder", "\(folder) can be written"), disk(folder)]
    }

    private static func disk(_ folder: String) -> Finding {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else { return .warn("disk", "How much is free cannot be told.") }
        let megabytes = free / 1_048_576
        let text = megabytes >= 10_240 ? "\(grouped(Int(megabytes / 1024))) GB free" : "\(grouped(Int(megabytes))) MB free"
        if megabytes < 100 { return .fail("disk", "\(text): too little to go on writing. Make room, or move the data folder to a larger disk.") }
        return megabytes < 1024 ? .warn("disk", "\(text): make room soon.") : .ok("disk", text)
    }

    /// The programs that make documents: found as the shell would find them.
    static func documents(_ settings: Settings) -> [Finding] {
        [("PDF", settings.weasyPrint, "PONTE_WEASYPRINT"), ("DOCX", settings.pandoc, "PONTE_PANDOC")].map { format, program, variable in
            let folders = program.contains("/") ? [""] : (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/" }
            guard let found = folders.map({ $0 + program }).first(where: FileManager.default.isExecutableFile) else {
                return .warn("documents", "Nothing can be downloaded as \(format): \(program) is not there. Install it, or name it with \(variable).")
            }
            return .ok("documents", "\(format) by \(found)")
        }
    }

    /// What looks at the files that people give.
    static func pictures(_ settings: Settings) -> [Finding] {
        let names = [settings.vips, "\(settings.vips)header"]
        let missing = names.filter { name in
            let folders = name.contains("/") ? [""] : (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/" }
            return !folders.contains { FileManager.default.isExecutableFile(atPath: $0 + name) }
        }
        return [
            missing.isEmpty
                ? .ok("pictures", "made by \(settings.vips)")
                : .warn("pictures", "Nobody can add pictures: \(missing.joined(separator: " and ")) is not there. Install libvips-tools, or name the program with PONTE_VIPS."),
            FilesModule.knowsTypes
                ? .ok("file types", "told apart by libmagic") : .fail("file types", "libmagic does not find its data, so no file can be added: apt-get install libmagic-mgc"),
        ]
    }

    /// What comes with the program.
    static func resources() -> [Finding] {
        [
            look("pages", mend: "Install Ponte again, with the folders *.resources beside the program.") {
                let renderer = try Renderer(resources: Installation.resources)
                let keys = renderer.translator.keys(.en).count
                let short = Language.allCases.filter { renderer.translator.keys($0).count < keys }
                guard short.isEmpty else {
                    return .warn("pages", "\(grouped(keys)) texts in English; fewer in \(short.map(\.code).joined(separator: ", ")), which show English instead.")
                }
                return .ok("pages", "templates read; \(grouped(keys)) texts in \(Language.allCases.count) languages; style at \(try Assets(resources: Installation.resources).prefix)")
            },
            look("vocabulary", mend: "Install Ponte again, with the folders *.resources beside the program.") {
                .ok("vocabulary", "\(counted(try MatchingModule.vocabulary().concepts.count, "concept"))")
            },
            look("starter", mend: "Install Ponte again, with the folders *.resources beside the program.") {
                .ok("starter", "\(counted(try StarterContent.read().practices.count, "practice")) come with Ponte")
            },
            fonts(),
        ]
    }

    private static func look(_ subject: String, mend: String, _ check: () throws -> Finding) -> Finding {
        do {
            return try check()
        } catch {
            return .fail(subject, (Trouble(error).lines.first ?? "cannot be read.") + " " + mend)
        }
    }

    /// Pages use the visitor's fonts; a page printed on this machine uses these.
    private static func fonts() -> Finding {
        let folder = "/usr/share/fonts/truetype/noto"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.contains { $0.hasPrefix("NotoSansArabic") }
            ? .ok("fonts", "Noto fonts in \(folder)")
            : .warn("fonts", "No Noto fonts here. Visitors need none; printing pages on this machine does, for Arabic above all: apt-get install fonts-noto-core")
    }

    static func embeddings(_ settings: Settings) async -> Finding {
        guard let url = settings.embeddingsURL else {
            return .warn("embeddings", "PONTE_EMBEDDINGS_URL is not set, so meaning is not used. `make run` sets it up; any OpenAI-compatible /v1/embeddings will do.")
        }
        _ = await Installation.tryEmbeddings(url, within: .seconds(5))
        guard let tried = await Installation.tryEmbeddings(url, within: .seconds(5)) else {
            return settings.embeddingsCommand.isEmpty
                ? .fail("embeddings", "\(url) gives no vector within 5 s. Start the service, or correct PONTE_EMBEDDINGS_URL.")
                : .warn("embeddings", "\(url) does not answer now; `ponte serve` starts it with: \(settings.embeddingsCommand.joined(separator: " "))")
        }
        let text = "one vector of \(tried.dimension) numbers in \(decimal(tried.took.milliseconds, 0)) ms from \(url)"
        return tried.took > Matcher.patience
            ? .warn("embeddings", "\(text): longer than the \(decimal(Matcher.patience.milliseconds, 0)) ms an answer waits for it. Give the service a nearer or quicker machine.")
            : .ok("embeddings", text)
    }

    /// Nothing is sent: the conversation ends before a letter.
    static func mail(_ settings: Settings) async -> Finding {
        guard let server = settings.mailServer else {
            return .warn("mail", "PONTE_SMTP_URL is not set, so letters wait in the outbox. Set it, and PONTE_MAIL_FROM.")
        }
        let place = server.url.split(separator: "/").prefix(2).joined(separator: "//")
        guard let problem = await server.greet(within: 10) else { return .ok("mail", "\(place) answers and takes letters") }
        return .fail("mail", "\(place): \(problem). Start the mail server, or correct PONTE_SMTP_URL, PONTE_SMTP_USER and PONTE_SMTP_PASSWORD.")
    }
}
