import Synchronization

/// What sections made of one record that is shown again and again, as bytes.
final class SettledBytes: Sendable {
    private let laid = Mutex<[(section: Template.Section, bytes: [UInt8])]>([])

    /// How many sections have laid it out for good.
    var count: Int { laid.withLock { $0.count } }

    /// nil until the section has laid it out.
    func bytes(of section: Template.Section) -> [UInt8]? {
        laid.withLock { laid in laid.first { $0.section === section }?.bytes }
    }

    /// Two who lay it out at the same time made the same.
    func keep(_ bytes: [UInt8], of section: Template.Section) { laid.withLock { $0.append((section, bytes)) } }
}
