import Files
import Foundation
import Store

/// Whether everything that the records name lies in the folder of files.
public enum FileInspection {
    public static func run(_ reader: Reader, in folder: URL) throws -> Inspected {
        let subject = "files given"
        guard try DatabaseFacts.tables(reader).contains("file_content") else { return Inspected(subject: subject, isGood: true, text: "none in this version") }
        let contents = try Files.contents(reader)
        let bad = contents.filter { content in
            let attributes = try? FileManager.default.attributesOfItem(atPath: FileStore(folder: folder).file(content.sha256).path)
            return (attributes?[.size] as? NSNumber)?.intValue != content.bytes
        }
        guard let first = bad.first else { return Inspected(subject: subject, isGood: true, text: "all \(contents.count) contents are there") }
        return Inspected(subject: subject, isGood: false, text: "\(bad.count) of \(contents.count) are missing or cut short, first \(FileStore.path(of: first.sha256))")
    }
}
