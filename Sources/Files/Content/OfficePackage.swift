import CZip
import Foundation

/// A document of an office program: a ZIP file with known parts. Only its list and one small part are read; nothing is unpacked.
enum OfficePackage {
    static let mostEntries = 10_000
    /// In bytes, unpacked.
    static let mostUnpacked: UInt64 = 400 << 20
    /// A document may shrink to this part of itself; what shrinks more was made to.
    static let mostShrunk: UInt64 = 150
    private static let mostRead = 4 << 20

    /// - Throws: `FileRefusal`.
    static func type(of file: URL) throws -> FileType {
        var code: Int32 = 0
        guard let zip = zip_open(file.path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else { throw FileRefusal("files.problem.brokenDocument", ["type": "ZIP"]) }
        defer { zip_discard(zip) }
        let names = try entries(zip)
        if names.contains("[Content_Types].xml") { return try openXML(zip, names) }
        if let first = names.first, first == "mimetype" { return try openDocument(zip, names) }
        throw FileRefusal("files.problem.unknownType", ["type": "application/zip"])
    }

    private static func entries(_ zip: OpaquePointer) throws -> [String] {
        let count = zip_get_num_entries(zip, 0)
        guard count > 0, count <= mostEntries else { throw FileRefusal("files.problem.bomb") }
        var unpacked: UInt64 = 0
        var packed: UInt64 = 0
        var names: [String] = []
        for number in 0..<UInt64(count) {
            var entry = zip_stat_t()
            guard zip_stat_index(zip, number, 0, &entry) == 0, let text = entry.name else { throw FileRefusal("files.problem.brokenDocument", ["type": "ZIP"]) }
            let name = String(cString: text)
            guard !name.hasPrefix("/"), !name.contains("\\"), !name.split(separator: "/").contains("..") else { throw FileRefusal("files.problem.brokenDocument", ["type": "ZIP"]) }
            guard entry.encryption_method == 0 else { throw FileRefusal("files.problem.locked") }
            unpacked &+= min(entry.size, mostUnpacked + 1)
            packed &+= entry.comp_size
            guard unpacked <= mostUnpacked else { throw FileRefusal("files.problem.bomb") }
            names.append(name)
        }
        guard unpacked < 20 << 20 || unpacked / max(packed, 1) <= mostShrunk else { throw FileRefusal("files.problem.bomb") }
        return names
    }

    private static func openXML(_ zip: OpaquePointer, _ names: [String]) throws -> FileType {
        guard !names.contains(where: { $0.lowercased().hasSuffix("vbaproject.bin") || $0.lowercased().contains("/macrosheets/") }) else { throw FileRefusal("files.problem.macros") }
        let types = try text(of: "[Content_Types].xml", zip)
        guard !types.contains("macroEnabled") else { throw FileRefusal("files.problem.macros") }
        let main: [(String, String, FileType)] = [
            ("wordprocessingml.document.main+xml", "word/", .docx), ("spreadsheetml.sheet.main+xml", "xl/", .xlsx), ("presentationml.presentation.main+xml", "ppt/", .pptx),
        ]
        for (part, folder, type) in main where types.contains("application/vnd.openxmlformats-officedocument.\(part)") && names.contains(where: { $0.hasPrefix(folder) }) { return type }
        throw FileRefusal("files.problem.unknownType", ["type": "application/zip"])
    }

    private static func openDocument(_ zip: OpaquePointer, _ names: [String]) throws -> FileType {
        guard !names.contains(where: { $0.hasPrefix("Basic/") || $0.hasPrefix("Scripts/") }) else { throw FileRefusal("files.problem.macros") }
        let said = try text(of: "mimetype", zip)
        guard names.contains("content.xml"), let type = [FileType.odt, .ods, .odp].first(where: { $0.mediaType == said }) else {
            throw FileRefusal("files.problem.unknownType", ["type": "application/zip"])
        }
        return type
    }

    /// At most a few megabytes of one part, whatever its entry says that it is long.
    private static func text(of name: String, _ zip: OpaquePointer) throws -> String {
        guard let part = zip_fopen(zip, name, 0) else { throw FileRefusal("files.problem.brokenDocument", ["type": "ZIP"]) }
        defer { zip_fclose(part) }
        var read: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while read.count < mostRead {
            let count = zip_fread(part, &piece, UInt64(piece.count))
            guard count >= 0 else { throw FileRefusal("files.problem.brokenDocument", ["type": "ZIP"]) }
            if count == 0 { break }
            read += piece[0..<Int(count)]
        }
        return String(decoding: read, as: UTF8.self)
    }
}
