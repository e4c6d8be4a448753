import Foundation
import Kernel
import Store
import Text

/// Which vectors are known and which are still to be made: first those of the reference needs and concepts, without which meaning
/// is not used at all, then those of the practices.
final class VectorWork: @unchecked Sendable {
    struct Piece: Sendable, Hashable {
        let text: String
        let kind: PassageKind
        var digest: String { SentenceVectors.digest(of: text, kind) }
    }

    let calibration: [Piece]
    private let lock = NSLock()
    private var known: [String: [Float]] = [:]
    private var waiting: [Piece] = []

    init(reference: ReferenceNeeds, vocabulary: Vocabulary) {
        calibration = reference.texts.map { Piece(text: $0, kind: .query) } + vocabulary.concepts.map { Piece(text: $0.passage, kind: .query) }
    }

    static func pieces(of fields: [FieldText]) -> [(field: String, piece: Piece)] {
        MatchPassages.texts(of: fields).map { ($0.field, Piece(text: $0.text, kind: $0.inputType)) }
    }

    func vector(_ piece: Piece) -> [Float]? { lock.withLock { known[piece.digest] } }

    func learn(_ vectors: [String: [Float]]) {
        lock.withLock {
            known.merge(vectors) { _, new in new }
            waiting.removeAll { known[$0.digest] != nil }
        }
    }

    /// Puts what is not known yet in line.
    func want(_ pieces: [Piece]) {
        lock.withLock {
            let inLine = Set(waiting.map(\.digest))
            var seen: Set<String> = []
            waiting += pieces.filter { known[$0.digest] == nil && !inLine.contains($0.digest) && seen.insert($0.digest).inserted }
        }
    }

    /// The next ones of one kind.
    func next(_ count: Int) -> [Piece] {
        lock.withLock {
            guard let kind = waiting.first?.kind else { return [] }
            return Array(waiting.lazy.filter { $0.kind == kind }.prefix(count))
        }
    }

    var left: Int { lock.withLock { waiting.count } }

    /// Forgets vectors that only an index needs, once they are in it; the database keeps them.
    func forget(_ digests: [String]) {
        lock.withLock { for digest in digests { known[digest] = nil } }
    }
}
