import HTTPTypes
import Kernel

/// A page ready to be laid out: which template, with which values, and what its head says.
public struct Page: Sendable {
    public let template: String
    public let title: String
    public var description: String?
    public private(set) var view: View
    public var status: HTTPResponse.Status = .ok
    /// The address without language, for the canonical link and hreflang; nil for pages nobody should index.
    public var canonicalPath: String?
    /// The languages that what stands on the page is there in; nil: all that are shown.
    public var languages: [Language]?
    /// schema.org JSON-LD, already encoded; must not hold `</`.
    public var jsonLD: String?
    public var dublinCore: [(name: String, content: String)] = []
    /// Which entry of the navigation is marked as current.
    public var section: String?
    public var notice: Notice?

    public struct Notice: Sendable {
        public let kind: String
        public let text: String
        /// What they had written and could not be kept, as `Fields.written`.
        public let written: View?
        public init(kind: String, text: String, written: View? = nil) {
            self.kind = kind
            self.text = text
            self.written = written
        }
    }

    /// What the head says, without the values that are already laid out.
    var head: Page {
        var head = self
        head.view = [:]
        return head
    }

    /// The page as an answer to what was sent: refused with what is wrong, or because somebody else saved first.
    public func refusing(_ problems: [FieldProblem], isConflict: Bool = false) -> Page {
        var page = self
        if isConflict { page.status = .conflict } else if !problems.isEmpty { page.status = .badRequest }
        return page
    }

    /// The page with what could not be done, above it, and what they wrote for it, so that nothing is lost.
    public func saying(_ text: String, to typed: Fields = Fields()) -> Page {
        var page = self
        page.notice = Notice(kind: "error", text: text, written: typed.written)
        page.status = .conflict
        return page
    }

    public init(_ template: String, title: String, description: String? = nil, section: String? = nil, canonicalPath: String? = nil, view: View) {
        self.template = template
        self.title = title
        self.description = description
        self.section = section
        self.canonicalPath = canonicalPath
        self.view = view
    }
}
