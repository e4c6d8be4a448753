import Foundation

/// What is worked out from the vectors: one profile a practice, its concepts, the centre of each area and group.
struct MeaningShelf: Sendable {
    struct ConceptWeight: Sendable {
        let concept: UInt16
        /// Part of a row of length one.
        let weight: Float
    }

    private(set) var dimension = 0
    private(set) var isLarge = false
    /// How many practices the statistics were taken from.
    private(set) var takenFrom = 0
    /// Mean of the vectors of each field.
    private(set) var fieldMeans: [String: [Float]] = [:]
    private var conceptMean: [Float] = []
    private var conceptSpread: [Float] = []
    /// Profiles of length one: slots × dimension in a small index, bytes in a large one.
    private(set) var profiles: [Float] = []
    private(set) var profileBytes = ByteMatrix(columns: 0)
    /// What a profile's cosine is multiplied by: short where the fields of a practice disagree. 0: no vectors.
    private(set) var pulls: [Float] = []
    /// For each given vector, 1 / its length after centring.
    private(set) var stretches: [[Float]] = []
    private(set) var concepts: [[ConceptWeight]] = []
    private(set) var areaSums: [[Float]] = []
    private(set) var groupSums: [[Float]] = []

    /// Statistics are taken from at most this many practices.
    static let sample = 1000

    mutating func deriveAll(from shelf: Shelf) {
        isLarge = shelf.count > MatchIndex.exactLimit
        takenFrom = shelf.count
        dimension = shelf.yardstick?.dimension ?? shelf.vectors.lazy.flatMap { $0 }.first.map { $0.vector.values.count } ?? 0
        profileBytes = ByteMatrix(columns: dimension)
        let slots = sampleSlots(of: shelf)
        takeFieldMeans(shelf, slots)
        takeConceptStatistics(shelf, slots)
        for slot in shelf.ids.indices { derive(slot, from: shelf) }
    }

    /// All, or those with the smallest hash of their id: the same practices whatever the order they came in.
    private func sampleSlots(of shelf: Shelf) -> [Int] {
        let used = shelf.ids.indices.filter { !shelf.ids[$0].isEmpty }
        let keyed = used.map { (Self.hash(shelf.ids[$0]), shelf.ids[$0], $0) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        return keyed.prefix(Self.sample).map(\.2)
    }

    /// FNV-1a.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    private mutating func takeFieldMeans(_ shelf: Shelf, _ slots: [Int]) {
        var sums: [String: [Float]] = [:]
        var counts: [String: Float] = [:]
        for slot in slots {
            for (field, vector) in shelf.vectors[slot] {
                let values = vector.values
                guard values.count == dimension else { continue }
                Vectors.add(values, to: &sums[field, default: Array(repeating: 0, count: dimension)])
                counts[field, default: 0] += 1
            }
        }
        fieldMeans = Dictionary(uniqueKeysWithValues: sums.map { field, sum in (field, sum.map { $0 / (counts[field] ?? 1) }) })
    }

    private mutating func takeConceptStatistics(_ shelf: Shelf, _ slots: [Int]) {
        conceptMean = []
        conceptSpread = []
        guard let yardstick = shelf.yardstick, yardstick.knowsConcepts, yardstick.dimension == dimension else { return }
        let profiles = slots.compactMap { profile(shelf.vectors[$0])?.direction }
        for concept in shelf.vocabulary.concepts.indices {
            let (mean, spread) = Vectors.meanAndSpread(profiles.map { Vectors.dot($0, 0, yardstick.conceptRows, concept * dimension, dimension) })
            conceptMean.append(mean)
            conceptSpread.append(spread)
        }
    }

    /// `Σ fields centred · 3/number of fields + 2 · mean question centred`: its direction, its length / 5.
    func profile(_ vectors: [(field: String, vector: StoredVector)]) -> (direction: [Float], pull: Float, stretches: [Float])? {
        var fields = Array(repeating: Float(0), count: dimension)
        var asked = fields
        var numbers = (fields: Float(0), asked: Float(0))
        var stretches: [Float] = []
        for (field, vector) in vectors {
            guard let mean = fieldMeans[field], case let values = vector.values, values.count == dimension else {
                stretches.append(0)
                continue
            }
            let centred = Vectors.minus(values, mean)
            let length = Vectors.norm(centred)
            stretches.append(length > 1e-6 ? 1 / length : 0)
            guard length > 1e-6 else { continue }
            if field == MatchFormula.askedField {
                Vectors.add(centred, 1 / length, to: &asked)
                numbers.asked += 1
            } else {
                Vectors.add(centred, 1 / length, to: &fields)
                numbers.fields += 1
            }
        }
        guard numbers.fields + numbers.asked > 0 else { return nil }
        let together = MatchFormula.questionsTogether
        let whole = 3 + together
        var sum = Array(repeating: Float(0), count: dimension)
        if numbers.fields > 0 { Vectors.add(fields, (numbers.asked > 0 ? 3 : whole) / numbers.fields, to: &sum) }
        if numbers.asked > 0 { Vectors.add(Vectors.unit(asked), numbers.fields > 0 ? together : whole, to: &sum) }
        let length = Vectors.norm(sum)
        return length > 1e-6 ? (Vectors.unit(sum), length / whole, stretches) : nil
    }

    mutating func derive(_ slot: Int, from shelf: Shelf) {
        while pulls.count <= slot {
            pulls.append(0)
            stretches.append([])
            concepts.append([])
            if !isLarge { profiles.append(contentsOf: repeatElement(0, count: dimension)) }
            members.append((0, 0))
        }
        leave(slot)
        let found = profile(shelf.vectors[slot])
        pulls[slot] = found?.pull ?? 0
        stretches[slot] = found?.stretches ?? Array(repeating: 0, count: shelf.vectors[slot].count)
        if isLarge {
            profileBytes.set(slot, to: found?.direction)
        } else {
            for at in 0..<dimension { profiles[slot * dimension + at] = found?.direction[at] ?? 0 }
        }
        concepts[slot] = conceptRow(found?.direction, named: shelf.named[slot], shelf)
        if let found { join(slot, found.direction, shelf) }
    }

    private func conceptRow(_ direction: [Float]?, named: [UInt16], _ shelf: Shelf) -> [ConceptWeight] {
        var row: [UInt16: Float] = [:]
        for concept in named { row[concept] = MatchFormula.namedConcept }
        if let direction, let yardstick = shelf.yardstick, !conceptMean.isEmpty {
            for concept in conceptMean.indices where conceptSpread[concept] > 0 {
                let near = Vectors.dot(direction, 0, yardstick.conceptRows, concept * dimension, dimension)
                let beyond = (near - conceptMean[concept]) / conceptSpread[concept] - MatchFormula.conceptThreshold
                if beyond > 0 { row[UInt16(clamping: concept), default: 0] += beyond }
            }
        }
        let ordered = row.sorted { $0.key < $1.key }
        let length = ordered.reduce(Float(0)) { $0 + $1.value * $1.value }.squareRoot()
        return length > 0 ? ordered.map { ConceptWeight(concept: $0.key, weight: $0.value / length) } : []
    }

    // MARK: centres of areas and groups

    /// Which sums a slot has been added to.
    private var members: [(areas: UInt64, groups: UInt64)] = []

    private mutating func leave(_ slot: Int) {
        guard members[slot].areas != 0 || members[slot].groups != 0 else { return }
        let direction = direction(of: slot)
        for number in Names.bits(members[slot].areas) { Vectors.add(direction, -1, to: &areaSums[number]) }
        for number in Names.bits(members[slot].groups) { Vectors.add(direction, -1, to: &groupSums[number]) }
        members[slot] = (0, 0)
    }

    private mutating func join(_ slot: Int, _ given: [Float], _ shelf: Shelf) {
        let direction = isLarge ? direction(of: slot) : given
        members[slot] = (shelf.areas.masks[slot], shelf.groups.masks[slot])
        let zero = Array(repeating: Float(0), count: dimension)
        while areaSums.count < shelf.areas.slugs.count { areaSums.append(zero) }
        while groupSums.count < shelf.groups.slugs.count { groupSums.append(zero) }
        for number in Names.bits(members[slot].areas) { Vectors.add(direction, to: &areaSums[number]) }
        for number in Names.bits(members[slot].groups) { Vectors.add(direction, to: &groupSums[number]) }
    }

    /// Whether there are vectors of a slot.
    func knows(_ slot: Int) -> Bool { slot < pulls.count && pulls[slot] != 0 }

    /// What the practice of a slot is about: length one.
    func direction(of slot: Int) -> [Float] {
        isLarge ? profileBytes.row(slot, dimension) : Array(profiles[(slot * dimension)..<((slot + 1) * dimension)])
    }

    /// Cosine of a centred need with each profile, times the pull.
    func nearness(_ need: [Float]) -> [Float] {
        guard need.count == dimension else { return Array(repeating: 0, count: pulls.count) }
        if isLarge {
            var dots = profileBytes.dots(with: need)
            for slot in dots.indices { dots[slot] *= pulls[slot] }
            return dots
        }
        return pulls.indices.map { slot in pulls[slot] == 0 ? 0 : pulls[slot] * Vectors.dot(need, 0, profiles, slot * dimension, dimension) }
    }

    /// The same for one slot, as exact as it is kept.
    func nearness(_ need: [Float], slot: Int) -> Float {
        guard need.count == dimension, pulls[slot] != 0 else { return 0 }
        return pulls[slot] * (isLarge ? profileBytes.dot(slot, need) : Vectors.dot(need, 0, profiles, slot * dimension, dimension))
    }
}

extension ByteMatrix {
    func row(_ row: Int, _ count: Int) -> [Float] {
        guard row < scales.count else { return Array(repeating: 0, count: count) }
        return (0..<count).map { scales[row] * Float(bytes[row * columns + $0]) }
    }
}
