import Foundation
import Kernel
import Text

/// All practices, ready to be matched with a need. Lives in memory; safe from any thread; follows every change at once.
///
/// Reads run side by side and wait only for a running write. Up to five hundred practices, the first question after
/// a change works out again what all practices have in common (some milliseconds); above that a change touches its own
/// practice only.
public final class MatchIndex: @unchecked Sendable {
    /// Up to this many practices, every vector is kept and compared as given; above, one byte a number, and only the
    /// best of a first look are scored in full.
    public static let exactLimit = 4000
    /// How many a first look passes on.
    static let candidates = 1500

    private let lock = ReadWriteLock()
    private var shelf: Shelf

    public init(vocabulary: Vocabulary) {
        shelf = Shelf(vocabulary: vocabulary)
    }

    public var count: Int { lock.read { shelf.count } }
    public var vocabulary: Vocabulary { lock.read { shelf.vocabulary } }
    public func contains(id: String) -> Bool { lock.read { shelf.slotOf[id] != nil } }

    /// How needs and concepts look to the model whose vectors are used; nil: meaning is not used.
    public func calibrate(_ calibration: MatchCalibration?) {
        lock.write { shelf.calibrate(calibration.flatMap { Yardstick($0, vocabulary: shelf.vocabulary) }) }
    }

    /// The practices whose texts name a concept, by id.
    public func naming(_ concept: String) -> [String] { lock.read { shelf.naming(concept) } }

    /// How near in meaning a practice is to others, by id: the cosine of what they are about, −1…1. Those without vectors are left out.
    public func likeness(of id: String, to others: [String]) -> [String: Double] {
        likeness(to: others) { shelf in
            guard let slot = shelf.slotOf[id], shelf.meaning.knows(slot) else { return nil }
            return shelf.meaning.direction(of: slot)
        }
    }

    /// The same for a record that is not in the index.
    public func likeness(of vectors: [FieldVector], to others: [String]) -> [String: Double] {
        likeness(to: others) { shelf in shelf.meaning.profile(vectors.map { ($0.field, .exact(Vectors.unit($0.values))) })?.direction }
    }

    private func likeness(to others: [String], of direction: (Shelf) -> [Float]?) -> [String: Double] {
        settle()
        return lock.read {
            guard let direction = direction(shelf) else { return [:] }
            return others.reduce(into: [:]) { found, id in
                guard let slot = shelf.slotOf[id], shelf.meaning.knows(slot) else { return }
                found[id] = Double(Vectors.dot(direction, shelf.meaning.direction(of: slot)))
            }
        }
    }

    public func upsert(_ document: MatchDocument) { upsert([document]) }

    public func upsert(_ documents: [MatchDocument]) {
        let vocabulary = vocabulary
        vocabulary.prepare(Set(documents.flatMap { document in document.language.map { [$0] } ?? document.fields.map(\.language) }))
        let read = documents.mapSideBySide { ReadDocument($0, vocabulary) }
        lock.write { for document in read { shelf.upsert(document) } }
    }

    public func remove(id: String) {
        lock.write { shelf.remove(id) }
    }

    /// Does now what the first question after a change would do.
    public func settle() {
        lock.write { shelf.refresh() }
    }

    /// - Parameter explaining: of the ranked practices, those whose reasons are worked out; all when left out. Ranking is cheap, reasons are not.
    public func match(_ need: MatchNeed, explaining: ([Ranked]) -> [Ranked] = { $0 }) -> MatchAnswer {
        if let answer = lock.read({ shelf.isStale ? nil : Self.answer(need, shelf, explaining) }) { return answer }
        return lock.write {
            shelf.refresh()
            return Self.answer(need, shelf, explaining)
        }
    }

    private static func answer(_ need: MatchNeed, _ shelf: Shelf, _ explaining: ([Ranked]) -> [Ranked]) -> MatchAnswer {
        let reading = Reading(need, shelf)
        let understood = reading.understood(shelf.vocabulary)
        guard reading.saysSomething, need.limit > 0 else { return MatchAnswer(understood: understood, usesMeaning: false, ranked: [], matches: []) }
        let ranking = Ranking(reading, shelf)
        let best = ranking.best(need.limit)
        let ranked = best.map(ranking.ranked)
        let asked = Set(explaining(ranked).map(\.id))
        return MatchAnswer(
            understood: understood, usesMeaning: reading.vector != nil, ranked: ranked,
            matches: best.filter { asked.contains(shelf.ids[$0.slot]) }.map(ranking.match))
    }
}
