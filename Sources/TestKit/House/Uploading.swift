extension Browser {
    /// Sends one file with the form of a page, as a browser does, to the page's own address.
    public func upload(_ path: String, field: String, name: String, _ bytes: [UInt8]) async throws -> TestPage {
        _ = try await get(path)
        return try await upload(path, files: [(field: field, name: name, bytes: bytes)])
    }
}
