import Foundation

/// Words → documents, in memory. Documents are known by a small number (a slot) that the owner gives out; see
/// `TextIndex` for the same with ids and a lock. A value: whoever owns it decides who may read while it changes.
///
/// Size: 8 bytes a posting (slot, weighted frequency, field mask) plus 4 bytes a word and document to take it out again.
public struct InvertedIndex: Sendable {
    struct Posting: Sendable {
        let slot: UInt32
        /// Upper 24 bits: weighted frequency in 1/4096. Lower 8 bits: the fields it was found in.
        let load: UInt32

        var frequency: Float { Float(load >> 8) * (1 / 4096) }
        var fields: UInt32 { load & 0xFF }
    }

    public let fields: [FieldWeight]
    let fieldNumbers: [String: Int]
    var lexicon = Lexicon()
    var postings: [[Posting]] = []
    /// For each slot, its terms.
    private var termsOf: [[UInt32]] = []
    public private(set) var count = 0

    /// - Parameter fields: at most eight.
    public init(fields: [FieldWeight]) {
        self.fields = Array(fields.prefix(8))
        fieldNumbers = Dictionary(self.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// One more than the highest slot in use.
    public var slots: Int { termsOf.count }

    /// Puts a document into a slot, in place of what was there.
    public mutating func set(_ slot: Int, to texts: [FieldText]) { set(slot, to: texts.map(FieldWords.init)) }

    public mutating func set(_ slot: Int, to texts: [FieldWords]) {
        clear(slot)
        while termsOf.count <= slot { termsOf.append([]) }
        var loads: [(term: UInt32, frequency: Float, fields: UInt32)] = []
        for (number, field) in fields.enumerated() {
            let terms = texts.filter { $0.field == field.name }.flatMap { lexicon.terms(of: $0) }.sorted()
            let norm = 1 - field.lengthMatters + field.lengthMatters * Float(terms.count) / max(1, field.typicalLength)
            var rest = terms[...]
            while let term = rest.first {
                let others = rest.drop { $0 == term }
                loads.append((term, field.weight * Float(rest.count - others.count) / norm, 1 << UInt32(number)))
                rest = others
            }
        }
        guard !loads.isEmpty else { return }
        count += 1
        while postings.count < lexicon.terms.count { postings.append([]) }
        // By field for each term, as they are added up: the same document gives the same sum.
        loads.sort { ($0.term, $0.fields) < ($1.term, $1.fields) }
        var rest = loads[...]
        while let term = rest.first?.term {
            let others = rest.drop { $0.term == term }
            let same = rest[..<others.startIndex]
            let scaled = UInt32(min(Float(0xFF_FFFF), (same.reduce(0) { $0 + $1.frequency } * 4096).rounded()))
            insert(Posting(slot: UInt32(slot), load: scaled << 8 | same.reduce(0) { $0 | $1.fields }), into: Int(term))
            termsOf[slot].append(term)
            rest = others
        }
    }

    /// Takes the document out of a slot.
    public mutating func clear(_ slot: Int) {
        guard slot < termsOf.count, !termsOf[slot].isEmpty else { return }
        for term in termsOf[slot] {
            let at = place(of: UInt32(slot), in: postings[Int(term)])
            if at < postings[Int(term)].count, postings[Int(term)][at].slot == UInt32(slot) { postings[Int(term)].remove(at: at) }
        }
        termsOf[slot] = []
        count -= 1
    }

    private mutating func insert(_ posting: Posting, into term: Int) {
        if let last = postings[term].last, last.slot > posting.slot {
            postings[term].insert(posting, at: place(of: posting.slot, in: postings[term]))
        } else {
            postings[term].append(posting)
        }
    }

    /// Where a slot is, or would be: postings are sorted by slot.
    func place(of slot: UInt32, in list: [Posting]) -> Int {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle].slot < slot { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Robertson and Spärck Jones' weight of a word found in `found` of `count` documents, never negative.
    public func rarity(found: Int) -> Float {
        let all = Float(count)
        return logf(1 + (all - Float(found) + 0.5) / (Float(found) + 0.5))
    }
}
