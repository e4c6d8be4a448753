import Foundation

/// What a question found: points per slot, and how much of the question each document answers.
public struct TextScores: Sendable {
    /// Points by slot; 0 where nothing was found.
    public internal(set) var points: [Float]
    /// Words of the question found, by slot.
    public internal(set) var wordsFound: [UInt16]
    /// Slots with points, in no order.
    public internal(set) var slots: [UInt32]
    /// Points of a document that would answer every word as well as a document can: points / best is 0…1.
    public internal(set) var best: Float
    public internal(set) var groups: Int
}

/// Why a document was found, for one word of the question.
public struct TermHit: Sendable, Equatable {
    /// The word as typed.
    public let asked: String
    /// UTF-8 offsets of it in the question.
    public let askedRange: Range<Int>
    /// Its stems in the document.
    public let found: [String]
    public let fields: [String]
    public let kind: TextQuestion.Kind
    /// 0…1: its share of the document's points.
    public var weight: Double

    public init(asked: String, askedRange: Range<Int>, found: [String], fields: [String], kind: TextQuestion.Kind, weight: Double) {
        self.asked = asked
        self.askedRange = askedRange
        self.found = found
        self.fields = fields
        self.kind = kind
        self.weight = weight
    }
}

extension InvertedIndex {
    /// Saturation of BM25: a word that stands there twice counts less than twice.
    static let saturation: Float = 1.2

    public func score(_ question: TextQuestion) -> TextScores {
        var scores = TextScores(points: Array(repeating: 0, count: slots), wordsFound: Array(repeating: 0, count: slots), slots: [], best: 0, groups: question.groups.count)
        var strongest: [Float] = []
        for group in question.groups {
            if group.alternatives.isEmpty {
                scores.best += rarity(found: 0) * group.weight
            } else if group.alternatives.count == 1, let only = group.alternatives.first {
                let list = postings[Int(only.term)]
                let rarity = rarity(found: list.count) * group.weight
                scores.best += rarity
                for posting in list { add(rarity, only.factor * posting.frequency, Int(posting.slot), &scores) }
            } else {
                if strongest.isEmpty { strongest = Array(repeating: 0, count: slots) }
                var met: [UInt32] = []
                for alternative in group.alternatives {
                    for posting in postings[Int(alternative.term)] {
                        let slot = Int(posting.slot)
                        if strongest[slot] == 0 { met.append(posting.slot) }
                        strongest[slot] = max(strongest[slot], alternative.factor * posting.frequency)
                    }
                }
                let rarity = rarity(found: met.count) * group.weight
                scores.best += rarity
                for slot in met {
                    add(rarity, strongest[Int(slot)], Int(slot), &scores)
                    strongest[Int(slot)] = 0
                }
            }
        }
        return scores
    }

    @inline(__always)
    private func add(_ rarity: Float, _ frequency: Float, _ slot: Int, _ scores: inout TextScores) {
        if scores.wordsFound[slot] == 0 { scores.slots.append(UInt32(slot)) }
        scores.wordsFound[slot] &+= 1
        scores.points[slot] += rarity * frequency / (Self.saturation + frequency)
    }

    /// The words of the question that stand in one document, heaviest first.
    public func explain(_ question: TextQuestion, slot: Int) -> [TermHit] {
        var hits: [TermHit] = []
        var sum = 0.0
        for group in question.groups {
            var best: (points: Float, alternative: TextQuestion.Alternative, fields: UInt32)?
            var met = Set<UInt32>()
            for alternative in group.alternatives {
                let list = postings[Int(alternative.term)]
                if group.alternatives.count > 1 { for posting in list { met.insert(posting.slot) } }
                let at = place(of: UInt32(slot), in: list)
                guard at < list.count, list[at].slot == UInt32(slot) else { continue }
                let frequency = alternative.factor * list[at].frequency
                let points = frequency / (Self.saturation + frequency)
                if points > best?.points ?? 0 { best = (points, alternative, list[at].fields) }
            }
            guard let best else { continue }
            let found = group.alternatives.count > 1 ? met.count : postings[Int(best.alternative.term)].count
            let weight = Double(best.points * rarity(found: found) * group.weight)
            sum += weight
            hits.append(TermHit(
                asked: group.word.surface, askedRange: group.word.range, found: [lexicon.terms[Int(best.alternative.term)]],
                fields: fields.enumerated().filter { best.fields & (1 << UInt32($0.offset)) != 0 }.map(\.element.name),
                kind: best.alternative.kind, weight: weight))
        }
        for at in hits.indices where sum > 0 { hits[at].weight /= sum }
        return hits.sorted { ($1.weight, $0.askedRange.lowerBound) < ($0.weight, $1.askedRange.lowerBound) }
    }
}
