import Store

/// The closed list of what may be given. What it is, its bytes say, and never its name.
public enum FileType: String, CaseIterable, Sendable, SQLWord {
    case jpeg, png, webp, gif, pdf, docx, xlsx, pptx, odt, ods, odp, csv, text, mp4, webm, vtt

    public enum Kind: String, CaseIterable, Sendable { case picture, document, video, captions }

    public var kind: Kind {
        switch self {
        case .jpeg, .png, .webp, .gif: .picture
        case .pdf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .csv, .text: .document
        case .mp4, .webm: .video
        case .vtt: .captions
        }
    }

    /// As it is sent. Pictures are sent as what was made of them.
    public var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .gif: "image/gif"
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .odp: "application/vnd.oasis.opendocument.presentation"
        case .csv: "text/csv; charset=utf-8"
        case .text: "text/plain; charset=utf-8"
        case .mp4: "video/mp4"
        case .webm: "video/webm"
        case .vtt: "text/vtt; charset=utf-8"
        }
    }

    /// How its name ends.
    public var ending: String {
        switch self {
        case .jpeg: "jpg"
        case .text: "txt"
        default: rawValue
        }
    }

    /// What people call it: PDF, DOCX.
    public var name: String { ending.uppercased() }

    /// What a file field offers to choose from; a comfort, and no check.
    static let accepted = allCases.map { ".\($0.ending)" }.joined(separator: ",") + ",.jpeg"
}
