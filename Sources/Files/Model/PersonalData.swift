import Kernel
import Store

/// What Files keeps of people: who gave a file, and what they said of it. What was published stays, as of a former member.
extension FilesModule {
    public static let kept: [KeptTable] = [
        KeptTable(
            "file_attachment", personal: "title alternative maker licence_note consent_note changed_at changed_by removed_at",
            other: "owner_kind owner_id version file_id position licence consent language captions_of revision", about: "files.privacy.kept.files", for: .work,
            until: .withRecord, seenBy: [.colleagues, .editors, .everybody], whose: { "changed_by = \($0)" }, becomes: .unnamed),
        KeptTable(
            "file", personal: "name at by_id", other: "id type sha256 source_sha256 bytes width height", about: "files.privacy.kept.files", for: .work, until: .withRecord,
            seenBy: [.colleagues, .editors, .everybody], whose: { "by_id = \($0)" }, becomes: .unnamed),
        .impersonal("file_rendition", "file_id type width height sha256 bytes"),
        .impersonal("file_content", "sha256 bytes at"),
    ]

    /// Takes the files away from records that are deleted; what nothing leans on any more goes with the next sweep.
    /// - Parameter owners: a selection of their ids.
    public static func detaching(_ kind: String, _ owners: SQL) -> SQL { "DELETE FROM file_attachment WHERE owner_kind = \(kind) AND owner_id IN (\(owners))" }
}
