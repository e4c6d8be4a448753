import App
import ArgumentParser
import Compendium
import Foundation
import Kernel
import Members
import Store
import Trail

/// `ponte import`: puts files on record.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put practices, cities or programmes from JSON files on record.",
        discussion: """
            Everything is checked first and every problem is told as "file: record: field: message"; with one problem \
            nothing changes and the exit code is 2. Run again, it changes only what differs. A running `ponte serve` follows \
            at once.

            Examples:
              ponte import starter
              ponte import practices practices/*.json
            """,
        subcommands: [ImportStarterCommand.self, ImportPracticesCommand.self, ImportCitiesCommand.self, ImportProgrammesCommand.self, ImportArchiveCommand.self])

    static func tell(_ what: String, new: Int, changed: Int, same: Int) {
        Say.endProgress()
        Say.line("\(what): \(grouped(new)) new, \(grouped(changed)) changed, \(grouped(same)) same")
    }

    static func cities(_ file: (name: String, data: Data), _ database: Database) async throws {
        let cities = try ImportCities(file: file.name, data: file.data)
        let done = try await cities.run(database, .live, Trail(clock: .live))
        tell("cities", new: done.new, changed: done.changed, same: cities.count - done.new - done.changed)
    }

    static func programmes(_ file: (name: String, data: Data), _ database: Database) async throws {
        let programmes = try ImportProgrammes(file: file.name, data: file.data)
        let done = try await programmes.run(database, .live, Trail(clock: .live))
        tell("programmes", new: done.new, changed: done.changed, same: programmes.count - done.new - done.changed)
    }

    static func practices(_ files: [(name: String, data: Data)], _ database: Database) async throws {
        let done = try await ImportPractices(files: files).run(database, .live, Trail(clock: .live)) { number, all in
            Say.progress("Writing practice \(number) of \(all) …")
        }
        tell("practices", new: done.new, changed: done.changed, same: done.same)
    }
}

struct ImportStarterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "starter", abstract: "Put the content on record that Ponte comes with: cities, programmes, practices.",
        discussion: "Example:\n  ponte import starter --data data")

    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let content = try StarterContent.read()
        let database = try await dataOptions.openUpToDate()
        try await Import.cities(content.cities, database)
        try await Import.programmes(content.programmes, database)
        try await Import.practices(content.practices, database)
    }
}

struct ImportPracticesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "practices", abstract: "Put practices on record; their cities must be there.",
        discussion: "A file holds one practice or a list of them. All files together are one import: all or nothing.\n\nExample:\n  ponte import practices practices/*.json")

    @Argument(help: "JSON files.", completion: .file(extensions: ["json"]))
    var files: [String]

    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let read = try files.map { (name: $0, data: try InputFile.read($0)) }
        try await Import.practices(read, try await dataOptions.openUpToDate())
    }
}

struct ImportCitiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cities", abstract: "Put cities on record, each figure with its year and source.", discussion: "Example:\n  ponte import cities cities.json")

    @Argument(help: "JSON file.", completion: .file(extensions: ["json"]))
    var file: String

    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let read = (name: file, data: try InputFile.read(file))
        _ = try ImportCities(file: read.name, data: read.data)
        try await Import.cities(read, try await dataOptions.openUpToDate())
    }
}

struct ImportProgrammesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programmes", abstract: "Put programmes on record; cities that are there are linked.", discussion: "Example:\n  ponte import programmes programmes.json")

    @Argument(help: "JSON file.", completion: .file(extensions: ["json"]))
    var file: String

    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let read = (name: file, data: try InputFile.read(file))
        _ = try ImportProgrammes(file: read.name, data: read.data)
        try await Import.programmes(read, try await dataOptions.openUpToDate())
    }
}
