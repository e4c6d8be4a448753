import Kernel
import Web

/// Files in the words of one language.
public struct FileDisplay {
    let words: Wording
    let format: Format
    let language: Language

    public init(_ house: House, _ language: Language) {
        words = house.words(language)
        format = Format(language)
        self.language = language
    }

    public init(_ words: Wording, _ format: Format, _ language: Language) {
        self.words = words
        self.format = format
        self.language = language
    }

    /// "2.4 MB"
    func size(_ bytes: Int) -> String {
        bytes >= 1_048_576
            ? words("files.size.megabytes", ["number": format.decimal(Double(bytes) / 1_048_576)])
            : words("files.size.kilobytes", ["number": format.number(max(1, (bytes + 512) / 1024))])
    }

    /// "PDF, 2.4 MB, Italian": what somebody wants to know before they save it.
    public func description(_ attached: AttachedFile) -> String {
        let parts = [attached.file.type.name, size(attached.file.bytes), attached.facts.language.map { format.languageName($0) }].compactMap { $0 }
        return parts.joined(separator: language == .ar ? "،\u{200F} " : ", ")
    }

    func licence(_ licence: FileFacts.Licence) -> String { words("files.licence.\(licence.rawValue)") }

    /// What is still to be said: "alternative text, licence".
    public func missing(_ attached: AttachedFile) -> String? {
        let fields = attached.facts.missing(for: attached.kind)
        return fields.isEmpty ? nil : format.list(fields.map { words("files.field.\($0)") })
    }

    /// A picture for `_picture`, in every width there is; nil when it is none.
    func picture(_ attached: AttachedFile, sizes: String) -> View? {
        guard attached.kind == .picture else { return nil }
        let file = attached.file
        let webp = file.renditions.filter { $0.format == .webp }
        guard let fallback = file.renditions.last(where: { $0.format == .jpeg }) else { return nil }
        return [
            "sourceSet": webp.map { "\(FilesPaths.rendition(file.id, $0)) \($0.width)w" }.joined(separator: ", "), "sizes": sizes,
            "pictureHref": FilesPaths.rendition(file.id, fallback), "pictureWidth": file.width ?? fallback.width, "pictureHeight": file.height ?? fallback.height,
            "alternative": attached.facts.alternative ?? "",
        ]
    }

    /// Who made it, and under what it may be used.
    func credit(_ facts: FileFacts) -> View {
        [
            "makerText": facts.maker.map { words("files.gallery.by", ["maker": $0]) }, "licenceText": facts.licence.map(licence), "licenceHref": facts.licence?.link,
            "licenceNote": facts.licence == .permission ? facts.licenceNote : nil,
        ]
    }
}
