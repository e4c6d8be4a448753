import App
import ArgumentParser
import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// `ponte privacy`: what is kept of people, and what they may ask for.
struct PrivacyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy", abstract: "Say what is kept of people, give it to them, forget them.", discussion: "Example:\n  ponte privacy record",
        subcommands: [PrivacyRecord.self, PrivacyData.self, PrivacyForget.self, PrivacyErasures.self, PrivacyReapply.self])
}

struct PrivacyRecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Print the record of processing activities (GDPR Art. 30).",
        discussion: "Made from what the program declares of each of its tables; needs no database.\n\nExample:\n  ponte privacy record --csv > record.csv")

    @Flag(help: "For a spreadsheet.") var csv = false
    @Option(help: "In which language.") var language: Language = .en
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let record = ProcessingRecord(Installation.kept, try Installation.words(language))
        Say.line(csv ? record.csv : record.markdown(contact: try await dataOptions.settings().privacyContact))
    }
}

struct PrivacyData: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Print everything that is kept of one person, as JSON.",
        discussion: "For somebody who wrote in and cannot sign in. Make sure that it is them. That it was given is noted.\n\nExample:\n  ponte privacy data ada@example.eu > ada.json")

    @Argument(help: "The person's address.") var email: String
    @Option(help: "In which language the parts are named.") var language: Language = .en
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let database = try await dataOptions.openUpToDate()
        let (person, words, site) = (try await find(email, database), try Installation.words(language), try await dataOptions.settings().baseURL)
        let file = try await database.write { writer in
            let trail = Trail(clock: .live)
            try trail.record(Fact("person.dataGiven", RecordReference(person), by: .system("command line")), in: writer)
            return try PersonalFile(person, kept: Installation.kept, site: site, at: trail.clock.now, words, writer.reader)
        }
        Say.line(String(decoding: try file.json(), as: UTF8.self))
        await database.close()
    }
}

struct PrivacyForget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Forget one person, at once and for good.",
        discussion: "What goes and what stays is told in docs/privacy.md.\n\nExample:\n  ponte privacy forget ada@example.eu --yes")

    @Argument(help: "The person's address.") var email: String
    @Flag(help: "Without it nothing is done.") var yes = false
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        guard yes else { throw Trouble.toMend("This cannot be undone. Say --yes when you are sure.") }
        let settings = try await dataOptions.settings()
        let database = try await dataOptions.openUpToDate()
        let person = try await find(email, database)
        do {
            try await database.write { try ForgetPerson(person, kept: Installation.kept).run(Trail(clock: .live), by: .system("command line"), in: $0) }
        } catch Problem.conflict {
            throw Trouble.toMend("Nobody else could administer then. Give somebody the role of an administrator first.")
        }
        try await Installation.followErasures(settings, database)
        await database.close()
        Say.line("Forgotten. Keep a copy of \(ErasureRegister.name) apart from the backups: `ponte restore` needs it.")
    }
}

struct PrivacyErasures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erasures", abstract: "Print the register of erasures: ids without meaning, and when.",
        discussion: "Keep it apart from the backups, and newer than each of them: by it, who was forgotten is forgotten again after a restore.\n\nExample:\n  ponte privacy erasures > /safe/erasures.jsonl")

    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let database = try await dataOptions.openToRead()
        for one in try await database.read({ try Erasure.all($0) }) { Say.line("{\"at\":\"\(one.at)\",\"person\":\"\(one.person)\"}") }
        await database.close()
    }
}

struct PrivacyReapply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reapply", abstract: "Forget again whoever stands in a register of erasures.",
        discussion: "For a database that was restored by other means than `ponte restore`: from a base backup of PostgreSQL, a snapshot, an archive.\n\nExample:\n  ponte privacy reapply /safe/erasures.jsonl")

    @Argument(help: "What `ponte privacy erasures` printed, or erasures.jsonl of a data folder.", completion: .file(extensions: ["jsonl"])) var file: String
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let settings = try await dataOptions.settings()
        _ = try InputFile.read(file)
        let register = try ErasureRegister(file: URL(fileURLWithPath: file)).read()
        let database = try await dataOptions.openUpToDate()
        let again = try await database.write { try Erasure.carryOut(register, kept: Installation.kept, Trail(clock: .live), in: $0) }
        try await Installation.followErasures(settings, database)
        await database.close()
        Say.line("\(counted(register.count, "erasure")) in the register; \(counted(again, "person", "people")) had come back and \(again == 1 ? "is" : "are") forgotten again.")
    }
}

private func find(_ email: String, _ database: Database) async throws -> PersonID {
    guard let person = try await database.read({ try Accounts.id(ofEmail: email, $0) }) else { throw Trouble.toMend("Nobody with the address \(email) is on record.") }
    return person
}
