import Kernel
import Store
import Trail
import Web

/// Changes what the network says of itself, for all pages at once.
struct ChangeNetworkSettings: Sendable {
    let settings: NetworkSettings
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let before = try NetworkSettings.read(writer.reader)
            guard before != settings else { return }
            try settings.write(in: writer)
            // The contact may be a person's address, so the chain is told only that it changed.
            func said(_ settings: NetworkSettings) -> String {
                "{\"language\":\"\(settings.language.code)\",\"languages\":\"\(settings.languages.map(\.code).joined(separator: " "))\"}"
            }
            try trail.record(
                Fact("installation.changed", RecordReference(kind: "installation", id: "network"), by: .person(person), before: said(before), after: said(settings)), in: writer)
        }
    }
}
