import Configuration
import Foundation
import Kernel
import SystemPackage
import Trail

/// What an engineer sets: by flag, by `PONTE_*` variable, or in a JSON file; the first that says something wins.
public struct Settings: Sendable, Equatable {
    public var dataFolder: URL
    /// `postgres://…`, several hosts allowed; nil: SQLite in the data folder.
    public var databaseURL: String?
    public var host: String
    public var port: Int
    /// Without a slash at the end.
    public var baseURL: String
    /// An OpenAI-compatible `/v1/embeddings`; nil: meaning is not used.
    public var embeddingsURL: URL?
    /// A program that serves `embeddingsURL`, started and watched by Ponte.
    public var embeddingsCommand: [String]
    /// A LibreTranslate-compatible `/translate`; nil: no machine translates.
    public var translationURL: URL?
    public var translationKey: String?
    /// Where letters go out; nil: they stay in the outbox.
    public var mailServer: MailServer?
    /// Seals the secrets of second factors; nil: a key that the database itself keeps.
    public var secret: String?
    /// The program that makes PDF, and the one that makes DOCX: a name looked up in PATH, or a path.
    public var weasyPrint: String
    public var pandoc: String
    /// The program of libvips, which makes clean pictures.
    public var vips: String
    /// Where the files that people give lie; shared by all processes of an installation.
    public var filesFolder: URL
    /// Of one file, in bytes.
    public var uploadLimit: Int
    /// Whether webhooks may go to addresses inside private networks, and without TLS.
    public var webhooksReachPrivate: Bool
    public var isBehindProxy: Bool
    public var isDemonstration: Bool
    public var logLevel: String
    /// Logs as one JSON object a line instead of text.
    public var logsAsJSON: Bool
    /// With it `/metrics` may be read from other machines; nil: only from this one.
    public var metricsToken: String?
    /// Whom people write to about their data, as the privacy notice names them; nil: the notice names nobody.
    public var privacyContact: String?

    public struct Invalid: Error, CustomStringConvertible, Equatable {
        public let problems: [String]
        public var description: String { problems.joined(separator: "\n") }
    }

    /// - Parameters:
    ///   - flags: by the names of the file: `data`, `database.url`, `host`, `port`, `base.url`, `embeddings.url` …
    ///   - environment: usually that of the process.
    /// - Throws: `Invalid` with everything that is wrong, in words.
    public static func read(flags: [String: String] = [:], environment: [String: String] = ProcessInfo.processInfo.environment) async throws -> Settings {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(values: Dictionary(uniqueKeysWithValues: flags.map { (AbsoluteConfigKey($0.key.split(separator: ".").map(String.init)), ConfigValue(.string($0.value), isSecret: false)) })),
            EnvironmentVariablesProvider(environmentVariables: environment.filter { $0.key.hasPrefix("PONTE_") }.reduce(into: [:]) { $0[String($1.key.dropFirst(6))] = $1.value }),
        ]
        if let file = flags["config"] ?? environment["PONTE_CONFIG"] {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
            } catch {
                throw Invalid(problems: ["The settings file \(file) cannot be read as JSON: \(error)"])
            }
        }
        return try Settings(ConfigReader(providers: providers))
    }

    private init(_ reader: ConfigReader) throws {
        var problems: [String] = []
        // In a file, a port may be written as a number and a switch as true.
        func text(_ key: ConfigKey) -> String? {
            let value = reader.string(forKey: key) ?? reader.int(forKey: key).map(String.init) ?? reader.bool(forKey: key).map(String.init)
            return value.flatMap { $0.isEmpty ? nil : $0 }
        }
        func flag(_ key: ConfigKey, _ name: String) -> Bool {
            guard let value = text(key) else { return false }
            guard ["true", "false", "1", "0"].contains(value) else {
                problems.append("\(name) is \"\(value)\"; write true or false.")
                return false
            }
            return value == "true" || value == "1"
        }

        dataFolder = URL(fileURLWithPath: text("data") ?? "data", isDirectory: true)
        databaseURL = text("database.url")
        if let databaseURL, !databaseURL.hasPrefix("postgres://"), !databaseURL.hasPrefix("postgresql://") {
            problems.append("PONTE_DATABASE_URL must start with postgres://; leave it out for SQLite in the data folder.")
        }
        host = text("host") ?? "127.0.0.1"
        let portText = text("port") ?? "8080"
        port = Int(portText) ?? -1
        if !(0...65_535).contains(port) { problems.append("The port is \"\(portText)\"; write a number from 0 to 65535.") }
        baseURL = text("base.url") ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(max(0, port))"
        while baseURL.hasSuffix("/") { baseURL.removeLast() }
        if URL(string: baseURL)?.host == nil || !(baseURL.hasPrefix("http://") || baseURL.hasPrefix("https://")) {
            problems.append("PONTE_BASE_URL is \"\(baseURL)\"; write an address such as https://ponte.example.eu.")
        }
        let embeddings = text("embeddings.url")
        embeddingsURL = embeddings.flatMap { URL(string: $0) }
        if let embeddings, embeddingsURL?.host == nil {
            problems.append("PONTE_EMBEDDINGS_URL is \"\(embeddings)\"; write the address of an OpenAI-compatible /v1/embeddings.")
        }
        embeddingsCommand = (text("embeddings.command") ?? "").split(separator: " ").map(String.init)
        if !embeddingsCommand.isEmpty && embeddingsURL == nil {
            problems.append("PONTE_EMBEDDINGS_COMMAND needs PONTE_EMBEDDINGS_URL, the address it serves.")
        }
        let translation = text("translate.url")
        translationURL = translation.flatMap { URL(string: $0) }
        if let translation, translationURL?.host == nil || !["http", "https"].contains(translationURL?.scheme ?? "") {
            problems.append("PONTE_TRANSLATE_URL is \"\(translation)\"; write the address of a LibreTranslate-compatible service, such as http://127.0.0.1:5000/translate.")
        }
        translationKey = text("translate.key")
        if translationKey != nil && translationURL == nil { problems.append("PONTE_TRANSLATE_KEY needs PONTE_TRANSLATE_URL, the address of the service.") }
        mailServer = Settings.mailServer(text("smtp.url"), text("smtp.user"), text("smtp.password"), from: text("mail.from"), &problems)
        secret = text("secret")
        if let secret, secret.count < 32 { problems.append("PONTE_SECRET has \(secret.count) characters; write at least 32 that nobody can guess.") }
        weasyPrint = text("weasyprint") ?? "weasyprint"
        pandoc = text("pandoc") ?? "pandoc"
        vips = text("vips") ?? "vips"
        filesFolder = text("files").map { URL(fileURLWithPath: $0, isDirectory: true) } ?? dataFolder.appendingPathComponent("files", isDirectory: true)
        let limitText = text("upload.limit") ?? "20"
        uploadLimit = (Int(limitText) ?? 0) * 1_048_576
        if !(1...200).contains(Int(limitText) ?? 0) { problems.append("PONTE_UPLOAD_LIMIT is \"\(limitText)\"; write how many megabytes one file may have, from 1 to 200.") }
        webhooksReachPrivate = flag("webhooks.private", "PONTE_WEBHOOKS_PRIVATE")
        isBehindProxy = flag("behind.proxy", "PONTE_BEHIND_PROXY")
        isDemonstration = flag("demo", "--demo")
        if isDemonstration && !["127.0.0.1", "::1", "localhost"].contains(host) {
            problems.append("The demonstration runs on this machine only: --host must be 127.0.0.1, not \(host).")
        }
        logLevel = text("log.level") ?? "info"
        if !["trace", "debug", "info", "notice", "warning", "error", "critical"].contains(logLevel) {
            problems.append("PONTE_LOG_LEVEL is \"\(logLevel)\"; write one of trace, debug, info, notice, warning, error, critical.")
        }
        let format = text("log.format") ?? "text"
        logsAsJSON = format == "json"
        if !["text", "json"].contains(format) { problems.append("PONTE_LOG_FORMAT is \"\(format)\"; write text or json.") }
        metricsToken = text("metrics.token")
        if let metricsToken, metricsToken.utf8.count < 20 { problems.append("PONTE_METRICS_TOKEN is too short to keep anybody out; write at least 20 characters.") }
        privacyContact = text("privacy.contact")
        if !problems.isEmpty { throw Invalid(problems: problems) }
    }

    var webhookReach: WebhookReach { webhooksReachPrivate ? .everywhere : isDemonstration ? .thisMachine : .internet }

    /// Problems never repeat the address, since it may hold a password.
    private static func mailServer(_ url: String?, _ user: String?, _ password: String?, from: String?, _ problems: inout [String]) -> MailServer? {
        guard let url else {
            if user != nil || password != nil || from != nil { problems.append("PONTE_SMTP_URL is missing: PONTE_SMTP_USER, PONTE_SMTP_PASSWORD and PONTE_MAIL_FROM need it.") }
            return nil
        }
        guard let sender = from.flatMap({ Sender($0) }) else {
            problems.append("PONTE_MAIL_FROM is missing or no address; write the one that letters come from, such as Ponte <ponte@city.eu>.")
            return nil
        }
        if (user == nil) != (password == nil) { problems.append("PONTE_SMTP_USER and PONTE_SMTP_PASSWORD belong together; one of them is missing.") }
        guard let server = MailServer(url: url, user: user, password: password, sender: sender) else {
            problems.append("PONTE_SMTP_URL must look like smtp://mail.city.eu:587 or smtps://mail.city.eu.")
            return nil
        }
        return server
    }
}
