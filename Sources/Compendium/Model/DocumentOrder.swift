import Kernel

/// A document to be made from a page of ours.
public struct DocumentOrder: Sendable {
    public enum Format: String, Sendable { case pdf, docx }

    /// Letters, digits and hyphens; says what is in it, so that the same name always means the same content.
    public let name: String
    public let format: Format
    /// A whole page in UTF-8, with its style inside and nothing to fetch.
    public let html: [UInt8]
    public let language: Language
    /// What was made stays, to be made once. Not where people are named who may want to be forgotten.
    public let isKept: Bool
    /// Told how many pages are laid out, where that is known.
    public let progress: (@Sendable (Int) -> Void)?

    public var fileName: String { "\(name).\(format.rawValue)" }

    public init(name: String, format: Format, html: [UInt8], language: Language, isKept: Bool = true, progress: (@Sendable (Int) -> Void)? = nil) {
        self.name = name
        self.format = format
        // Text of people may name a picture; a program that makes documents would go and fetch it, from this machine or another. What is
        // inside the document already may stay.
        self.html = Array(String(decoding: html, as: UTF8.self).replacing(#/<img\b(?! src="data:image/jpeg;base64,)[^>]*>/#, with: "").utf8)
        self.language = language
        self.isKept = isKept
        self.progress = progress
    }
}
