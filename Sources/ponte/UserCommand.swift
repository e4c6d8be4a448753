import ArgumentParser
import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// `ponte user`: the people who may sign in.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Put people on record and list them.",
        discussion: "Example:\n  ponte user list",
        subcommands: [CreateUser.self, ListUsers.self])
}

struct CreateUser: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Put a person on record with one role.",
        discussion: """
            Prints a random password once; with --password-stdin, the password is the first line of standard input instead.

            Examples:
              ponte user create --email ada@example.eu --name Ada \\
                --role administrator --scope network
              ponte user create --email leo@example.eu --name Leo --language it \\
                --role city-officer --scope city:catania --password-stdin < secret
            """)

    @Option(help: "Address to sign in with.") var email: String
    @Option(help: "Name that others see.") var name: String
    @Option(help: "What the person may do.") var role: Role
    @Option(help: ArgumentHelp("Where: network, city:SLUG or programme:SLUG.", valueName: "scope")) var scope: String
    @Option(help: "Language of the interface.") var language: Language = .en
    @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input.") var readsPassword = false

    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let database = try await dataOptions.openUpToDate()
        let place = try await findScope(database)
        Secrets.prepare()
        let password = readsPassword ? readLine(strippingNewline: true) ?? "" : String(Secrets.token().prefix(20))
        let person = CreatePerson(email: email, name: name, language: language, password: password, role: role, scope: place)
        _ = try await person.run(database, .live, Trail(clock: .live), by: .system("command line"))
        Say.line("\(person.email) is on record as \(role.rawValue) in \(scope).")
        if !readsPassword { Say.line("Password, shown only now: \(password)") }
    }

    private func findScope(_ database: Database) async throws -> Scope {
        if scope == "network" { return .network }
        let halves = scope.split(separator: ":", maxSplits: 1).map(String.init)
        let (kind, slug) = (halves[0], halves.count > 1 ? halves[1] : "")
        switch kind {
        case "city":
            guard let city = try await database.read({ try Cities.bySlug(slug, $0) }) else {
                throw Trouble.toMend("scope: there is no city \"\(slug)\" on record. Import cities first, or write its slug as in /cities/catania.")
            }
            return .city(city.id)
        case "programme":
            guard let programme = try await database.read({ try Programmes.bySlug(slug, $0) }) else {
                throw Trouble.toMend("scope: there is no programme \"\(slug)\" on record. Import programmes first, or write its slug as in /programmes/mistra.")
            }
            return .programme(programme.id)
        default: throw Trouble.toMend("scope: \"\(scope)\" is none; write network, city:SLUG or programme:SLUG.")
        }
    }
}

struct ListUsers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the people on record with their roles.", discussion: "Example:\n  ponte user list")

    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let database = try await dataOptions.openToRead()
        let accounts = try await database.read { try Accounts.all(at: Clock.live.now, $0) }
        guard !accounts.isEmpty else { return Say.line("Nobody is on record. `ponte user create --help` shows how to add a person.") }
        var table = Table(("EMAIL", .left), ("NAME", .left), ("ROLE", .left), ("SCOPE", .left), ("LANGUAGE", .left), ("", .left))
        for account in accounts {
            table.add(account.email, account.name, account.role ?? "–", account.scope ?? "–", account.language, account.isDisabled ? "disabled" : "")
        }
        table.show()
    }
}

extension Role: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
