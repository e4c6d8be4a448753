import Kernel

/// Every address of files, once: the pattern for the router, the link for a page.
public enum FilesPaths {
    public static let filePattern = "/files/{file}"
    public static let renditionPattern = "/files/{file}/{name}"

    public static func file(_ id: FileID) -> String { "/files/\(id)" }
    static func rendition(_ id: FileID, _ rendition: GivenFile.Rendition) -> String { "/files/\(id)/\(rendition.name)" }
}
