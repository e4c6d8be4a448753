/// A page as bytes, and where in them its own blocks stand: what is left is the frame.
struct LaidOut: Sendable {
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var blocks: [String: Range<Int>] = [:]

    init(bytes: [UInt8] = [], blocks: [String: Range<Int>] = [:]) {
        self.bytes = bytes
        self.blocks = blocks
    }
}

/// Lays a page out: one walk over a template, straight into bytes.
struct Layout {
    let template: String
    private var laid = LaidOut()
    /// A page whose blocks are taken as they are, to put another frame around them.
    private let ready: LaidOut?
    /// Innermost last; a name is looked for outwards.
    private var stack: [View]
    /// Makes the frame, the outermost of the stack, when a name is first looked for there.
    private var frame: (() -> View)?
    /// Outside of all blocks, where the frame is left out.
    private var leavesOut = false
    /// Inside a list of texts, the text at hand, and the record that the list is in.
    private var current: (text: String, depth: Int)?
    /// The outermost record that something was taken from since the last settled record began.
    private var outermost = Int.max

    private init(template: String, page: [View], frame: @escaping () -> View, ready: LaidOut? = nil) {
        self.template = template
        self.ready = ready
        self.frame = frame
        stack = [[:]] + page
        laid.bytes.reserveCapacity(64 * 1024)
    }

    static func page(_ pieces: [Template.Piece], template: String, page: View, frame: View) -> LaidOut {
        var layout = Layout(template: template, page: [page], frame: { frame })
        layout.lay(pieces)
        return layout.laid
    }

    /// The blocks of a page without the frame, which hardly any block takes something from.
    static func blocks(_ pieces: [Template.Piece], template: String, page: View, frame: @escaping () -> View) -> LaidOut {
        var layout = Layout(template: template, page: [page], frame: frame)
        layout.leavesOut = true
        layout.lay(pieces)
        return layout.laid
    }

    static func frame(_ pieces: [Template.Piece], template: String, around ready: LaidOut, frame: View) -> LaidOut {
        var layout = Layout(template: template, page: [], frame: { frame }, ready: ready)
        layout.lay(pieces)
        return layout.laid
    }

    private mutating func lay(_ pieces: [Template.Piece]) {
        for piece in pieces where !leavesOut || piece.holdsBlock {
            switch piece {
            case .text(let text): laid.bytes += text
            case .variable(let name, let isEscaped):
                guard case .text(let text) = value(of: name) else { continue }
                if isEscaped { HTMLText.append(text, to: &laid.bytes) } else { laid.bytes += text.utf8 }
            case .section(let section): lay(section, for: value(of: section.name))
            case .inverted(let section): if isEmpty(value(of: section.name)) { lay(section.inner) }
            case .block(let name, let inner):
                outermost = -1
                let start = laid.bytes.count
                let isOutside = leavesOut
                leavesOut = false
                if let ready { laid.bytes += ready.bytes[ready.blocks[name] ?? 0..<0] } else { lay(inner) }
                leavesOut = isOutside
                laid.blocks[name] = start..<laid.bytes.count
            case .partial, .parent: break
            }
        }
    }

    private mutating func lay(_ section: Template.Section, for value: View.Shown) {
        switch value {
        case .nothing, .flag(false): break
        case .flag(true), .text: lay(section.inner)
        case .record(let record): lay(section, inside: record)
        case .records(let records): for record in records { lay(section, inside: record) }
        case .texts(let texts):
            let outer = current
            for text in texts {
                current = (text, stack.count - 1)
                lay(section.inner)
            }
            current = outer
        }
    }

    private mutating func lay(_ section: Template.Section, inside record: View) {
        guard let settled = record.settled else { return layAnew(section, inside: record) }
        if let bytes = settled.bytes(of: section) {
            laid.bytes += bytes
            return
        }
        let start = laid.bytes.count
        let before = outermost
        outermost = .max
        layAnew(section, inside: record)
        // What was taken from further out may be something else the next time.
        if outermost >= stack.count { settled.keep(Array(laid.bytes[start...]), of: section) }
        outermost = min(outermost, before)
    }

    private mutating func layAnew(_ section: Template.Section, inside record: View) {
        stack.append(record)
        lay(section.inner)
        stack.removeLast()
    }

    private func isEmpty(_ value: View.Shown) -> Bool {
        switch value {
        case .nothing, .flag(false): true
        case .records(let records): records.isEmpty
        case .texts(let texts): texts.isEmpty
        case .flag(true), .text, .record: false
        }
    }

    private mutating func value(of name: Template.Name) -> View.Shown {
        guard let first = name.first else {
            outermost = min(outermost, current?.depth ?? -1)
            return current.map { .text($0.text) } ?? .nothing
        }
        for depth in stride(from: stack.count - 1, through: 0, by: -1) {
            if depth == 0, let frame {
                stack[0] = frame()
                self.frame = nil
            }
            guard var value = stack[depth].value(named: first) else { continue }
            outermost = min(outermost, depth)
            for part in name.rest {
                guard case .record(let inner) = value, let next = inner.value(named: part) else { return missing(first, name.rest) }
                value = next
            }
            return value
        }
        return missing(first, name.rest)
    }

    private mutating func missing(_ first: String, _ rest: [String]) -> View.Shown {
        outermost = -1
        MissingNames.shared.note(([first] + rest).joined(separator: "."), in: template)
        return .nothing
    }
}
