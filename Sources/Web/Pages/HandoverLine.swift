import Kernel

/// One line of what a city hands over when people, councils or grants change. Each room says its own lines, in the language of the dossier;
/// the handover dossier puts them together.
public struct HandoverLine: Sendable, Equatable {
    /// The parts of a dossier in its order. A part's name is `web.handover.part.<part>`.
    public enum Part: String, CaseIterable, Sendable { case needs, commitments, evidence, costs, people, dates }

    public let part: Part
    public let title: String
    /// More about it, one statement each.
    public let texts: [String]
    /// Dates are ordered by it.
    public let day: Day?
    /// Where it stands.
    public let href: String?

    public init(_ part: Part, _ title: String, _ texts: [String?] = [], day: Day? = nil, href: String? = nil) {
        self.part = part
        self.title = title
        self.texts = texts.compactMap { $0 }
        self.day = day
        self.href = href
    }
}
