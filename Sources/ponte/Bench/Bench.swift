import ArgumentParser

/// `ponte bench`: how fast, on this machine.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure speed and memory on this machine.", discussion: "Example:\n  ponte bench match --sizes 1000,10000", subcommands: [BenchMatch.self, BenchCompendium.self, BenchProgramme.self])
}
