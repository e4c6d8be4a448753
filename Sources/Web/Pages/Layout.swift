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
    /// Inside a list of texts, the text at hand.
    private var current: String?

    private init(template: String, stack: [View], ready: LaidOut?) {
        self.template = template
        self.stack = stack
        self.ready = ready
        laid.bytes.reserveCapacity(64 * 1024)
    }

    static func page(_ pieces: [Template.Piece], template: String, page: View, frame: View) -> LaidOut {
        var layout = Layout(template: template, stack: [frame, page], ready: nil)
        layout.lay(pieces)
        return layout.laid
    }

    static func frame(_ pieces: [Template.Piece], template: String, around ready: LaidOut, frame: View) -> LaidOut {
        var layout = Layout(template: template, stack: [frame], ready: ready)
        layout.lay(pieces)
        return layout.laid
    }

    private mutating func lay(_ pieces: [Template.Piece]) {
        for piece in pieces {
            switch piece {
            case .text(let text): laid.bytes += text
            case .variable(let path, let isEscaped):
                guard let text = text(of: path) else { continue }
                if isEscaped { HTMLText.append(text, to: &laid.bytes) } else { laid.bytes += text.utf8 }
            case .section(let path, let inner): section(value(of: path), inner)
            case .inverted(let path, let inner): if isEmpty(value(of: path)) { lay(inner) }
            case .block(let name, let inner):
                let start = laid.bytes.count
                if let ready { laid.bytes += ready.bytes[ready.blocks[name] ?? 0..<0] } else { lay(inner) }
                laid.blocks[name] = start..<laid.bytes.count
            case .partial, .parent: break
            }
        }
    }

    private mutating func section(_ value: View.Shown, _ inner: [Template.Piece]) {
        switch value {
        case .nothing, .flag(false): break
        case .flag(true), .text: lay(inner)
        case .record(let record): lay(inner, inside: record)
        case .records(let records): for record in records { lay(inner, inside: record) }
        case .texts(let texts):
            let outer = current
            for text in texts {
                current = text
                lay(inner)
            }
            current = outer
        }
    }

    private mutating func lay(_ pieces: [Template.Piece], inside record: View) {
        stack.append(record)
        lay(pieces)
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

    private func text(of path: [String]) -> String? {
        if path.isEmpty { return current }
        if case .text(let text) = value(of: path) { return text }
        return nil
    }

    private func value(of path: [String]) -> View.Shown {
        guard let first = path.first else { return current.map { .text($0) } ?? .nothing }
        for depth in stride(from: stack.count - 1, through: 0, by: -1) {
            guard var value = stack[depth].value(named: first) else { continue }
            for name in path.dropFirst() {
                guard case .record(let inner) = value, let next = inner.value(named: name) else { return missing(path) }
                value = next
            }
            return value
        }
        return missing(path)
    }

    private func missing(_ path: [String]) -> View.Shown {
        MissingNames.shared.note(path.joined(separator: "."), in: template)
        return .nothing
    }
}
