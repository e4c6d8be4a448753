import Web

/// Every address of files: who may open it, and what answers. Whether somebody may read one, its records say.
enum FilesRoutes {
    static func all(_ reading: FileHandlers) -> [Route] {
        [
            .file(FilesPaths.filePattern, .anyone, reading.file),
            .file(FilesPaths.renditionPattern, .anyone, reading.rendition),
        ]
    }
}
