import Kernel
import Store
import Web

/// Where files are being added: the record, as its room opened it for somebody.
public struct FilePlace: Sendable {
    public let owner: RecordReference
    public let recordTitle: String
    /// Whether this viewer may add and change.
    public let canWrite: Bool
    /// Asked again in the transaction that writes; throws when they may not any more.
    public let allow: @Sendable (Reader) throws -> Void
    public let breadcrumbs: [View]
    public let section: String?
    /// The address of the page with all files. Below it lie `/{file}`, `/{file}/move` and `/{file}/removal`.
    public let list: String
    public let backHref: String
    public let backText: String

    public init(
        owner: RecordReference, recordTitle: String, canWrite: Bool, allow: @escaping @Sendable (Reader) throws -> Void, breadcrumbs: [View], section: String?, list: String,
        backHref: String, backText: String
    ) {
        self.owner = owner
        self.recordTitle = recordTitle
        self.canWrite = canWrite
        self.allow = allow
        self.breadcrumbs = breadcrumbs
        self.section = section
        self.list = list
        self.backHref = backHref
        self.backText = backText
    }

    public func file(_ id: FileID) -> String { "\(list)/\(id)" }
    func move(_ id: FileID) -> String { "\(list)/\(id)/move" }
    func removal(_ id: FileID) -> String { "\(list)/\(id)/removal" }
}
