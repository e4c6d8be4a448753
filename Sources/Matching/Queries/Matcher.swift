import Foundation
import Kernel
import Store
import Text
import Web

/// Puts needs to the index, with what the room knows beside the texts: the city's context and its answers.
public final class Matcher: @unchecked Sendable {
    public let vocabulary: Vocabulary
    let index: MatchIndex
    let work: VectorWork
    private let reference: ReferenceNeeds
    private let said: SaidPreconditions
    private let ports: MatchingPorts
    private let database: Database
    private let lock = NSLock()
    private var contexts: [String: PracticeContext] = [:]
    private var slugs: [PracticeID: String] = [:]
    /// Vectors of recent questions: asking the same again gives the same at once.
    private var recent: [String: [Float]] = [:]
    /// Practices shown lately, some ten kilobytes each.
    private var facts: [PracticeID: PracticeFacts] = [:]
    private static let mostFacts = 400
    /// Counts the changes, so that what was read before one is not kept after it.
    private var generation = 0
    /// How long the vectors in use are; nil until there are some.
    private var dimension: Int?
    private var isCalibrated = false
    /// Once all vectors were there; a practice that changes later lacks its own for a moment, which is no reason to stop.
    private var hasVectors = false

    /// How long an answer waits for the vector of its need.
    public static let patience = Duration.milliseconds(300)

    init(vocabulary: Vocabulary, reference: ReferenceNeeds, ports: MatchingPorts, database: Database) {
        self.vocabulary = vocabulary
        self.reference = reference
        said = SaidPreconditions(vocabulary)
        self.ports = ports
        self.database = database
        index = MatchIndex(vocabulary: vocabulary)
        work = VectorWork(reference: reference, vocabulary: vocabulary)
    }

    public var count: Int { index.count }
    /// How many sentence vectors are still to be made.
    public var vectorsLeft: Int { work.left }
    public var usesMeaning: Bool { ports.vectors != nil && lock.withLock { isCalibrated && hasVectors } }
    func context(_ slug: String) -> PracticeContext? { lock.withLock { contexts[slug] } }
    func slug(_ id: PracticeID) -> String? { lock.withLock { slugs[id] } }

    /// Practices whole, in no order; those asked for lately without a statement.
    func practices(_ ids: [PracticeID]) async throws -> [PracticeFacts] {
        let (known, before) = lock.withLock { (ids.compactMap { facts[$0] }, generation) }
        guard known.count < ids.count else { return known }
        let missing = Set(ids).subtracting(known.map(\.id))
        let read = try await ports.practices(missing.sorted())
        lock.withLock {
            guard generation == before else { return }
            if facts.count + read.count > Self.mostFacts { facts = [:] }
            for practice in read { facts[practice.id] = practice }
        }
        return known + read
    }

    /// The practices whose texts name a concept, by slug.
    func practices(naming concept: String) -> [String] { index.naming(concept) }

    // MARK: keeping in step

    /// Reads all practices, or those that changed, with the vectors known of them.
    func refresh(_ ids: [PracticeID]?) async throws {
        let practices = try await ports.practices(ids)
        let pieces = practices.map { ($0, VectorWork.pieces(of: Self.fields($0))) }
        let wanted = pieces.flatMap { $0.1.map(\.piece) } + (ids == nil ? work.calibration : [])
        let known = try await database.read { try SentenceVectors.all(wanted.map(\.digest), $0) }
        work.learn(known.filter { fits($0.value) })
        if ports.vectors != nil { work.want(work.calibration + pieces.flatMap { $0.1.map(\.piece) }) }
        calibrateIfPossible()
        let asked = try await ports.askedElsewhere(ids)
        index.upsert(practices.map { document($0, asked: asked[$0.id] ?? []) })
        let gone = Set(ids ?? []).subtracting(practices.map(\.id))
        for slug in lock.withLock({ gone.compactMap { slugs[$0] } }) { index.remove(id: slug) }
        let preconditions = practices.map { practice in
            practice.preconditions.map { PracticeContext.Precondition(id: $0.id, text: $0.text, naming: said.naming($0.text, practice.language)) }
        }
        lock.withLock {
            for (practice, preconditions) in zip(practices, preconditions) {
                contexts[practice.slug] = PracticeContext(
                    id: practice.id, slug: practice.slug, place: practice.place, budget: practice.budget, areas: practice.areas, preconditions: preconditions)
                slugs[practice.id] = practice.slug
            }
            for id in gone { slugs[id].map { contexts[$0] = nil } }
            generation += 1
            if let ids { for id in ids { facts[id] = nil } } else { facts = [:] }
        }
        index.settle()
        if work.left == 0 { lock.withLock { hasVectors = true } }
    }

    /// Makes up to `batch` missing vectors.
    /// - Returns: whether more are left.
    public func computeVectors(batch: Int, _ embed: (_ texts: [String], _ kind: PassageKind) async throws -> [[Float]]) async throws -> Bool {
        let pieces = work.next(batch)
        guard let kind = pieces.first?.kind else { return false }
        let vectors = try await embed(pieces.map(\.text), kind)
        guard vectors.count == pieces.count, vectors.allSatisfy(fits) else { throw Problem.unavailable(reason: "matching.problem.embeddings") }
        let made = zip(pieces, vectors).map { (digest: $0.digest, vector: $1) }
        try await database.write { try SentenceVectors.keep(made, $0) }
        work.learn(Dictionary(made.map { ($0.digest, $0.vector) }, uniquingKeysWith: { first, _ in first }))
        if !usesMeaning { calibrateIfPossible() }
        if work.left == 0 { try await refresh(nil) }
        return work.left > 0
    }

    /// Whether a vector is one, and as long as those in use: all must come from one model.
    private func fits(_ vector: [Float]) -> Bool {
        let inUse: Int? = lock.withLock { self.dimension }
        return SentenceVectors.isUsable(vector) && (inUse == nil || inUse == vector.count)
    }

    private func calibrateIfPossible() {
        let vectors = work.calibration.compactMap { work.vector($0) }
        guard let length = vectors.first?.count, vectors.count == work.calibration.count, !lock.withLock({ isCalibrated }) else { return }
        let needs = reference.texts.count
        let concepts = Dictionary(uniqueKeysWithValues: zip(vocabulary.concepts.map(\.id), vectors.dropFirst(needs)))
        index.calibrate(MatchCalibration(needs: Array(vectors.prefix(needs)), concepts: concepts))
        lock.withLock {
            isCalibrated = true
            dimension = length
        }
    }

    private func document(_ practice: PracticeFacts, asked: [(language: String, text: String)]) -> MatchDocument {
        let own = Self.fields(practice)
        let vectors = VectorWork.pieces(of: own).compactMap { field, piece in work.vector(piece).map { FieldVector(field, $0) } }
        return MatchDocument(
            id: practice.slug, language: practice.language, fields: own + asked.map { FieldText(MatchFormula.askedElsewhereField, $0.text, language: $0.language) }, vectors: vectors, policyAreas: practice.areas, targetGroups: practice.groups,
            evidence: Double(practice.evidenceLevel) / 5 * practice.freshness)
    }

    static func fields(_ practice: PracticeFacts) -> [FieldText] {
        var fields = practice.title.texts.sorted { $0.key < $1.key }.map { FieldText("title", $0.value, language: $0.key) }
        func add(_ field: String, _ text: String?) {
            if let text { fields.append(FieldText(field, text, language: practice.language)) }
        }
        add("problem", practice.problem)
        add("solution", practice.solution)
        add("results", practice.results)
        for precondition in practice.preconditions { add("preconditions", precondition.text) }
        for question in practice.askedBy { add(MatchFormula.askedField, question) }
        return fields
    }

    // MARK: asking

    /// Ranks the practices for a need.
    /// - Parameters:
    ///   - city: the city of the need, when it names one.
    ///   - excluded: practices that were set aside, by id.
    ///   - limit: how many are ranked; all when left out.
    ///   - explaining: of those, the ones whose reasons are shown; all when left out.
    public func answer(
        _ content: NeedContent, city: PlaceFacts?, work: NeedWork = NeedWork(), excluded: Set<PracticeID> = [], limit: Int? = nil,
        explaining: ([Ranked]) -> [Ranked] = { $0 }
    ) async -> MatchAnswer {
        let vector = await vector(of: content.text)
        let excludedSlugs = lock.withLock { Set(excluded.compactMap { slugs[$0] }) }
        return index.match(
            MatchNeed(
                text: content.text, language: content.language, vector: vector, policyAreas: content.areas, targetGroups: content.groups,
                adjustments: adjustments(content, city, work), excluded: excludedSlugs, limit: limit ?? max(1, index.count)),
            explaining: explaining)
    }

    /// - Returns: nil when meaning is not to be had in time.
    public func vector(of text: String, within patience: Duration = Matcher.patience) async -> [Float]? {
        guard let embed = ports.vectors, usesMeaning else { return nil }
        let digest = SentenceVectors.digest(of: text, .query)
        if let vector = lock.withLock({ recent[digest] }) { return vector }
        guard let vector = try? await embed([text], .query, patience).first, fits(vector) else { return nil }
        lock.withLock {
            if recent.count >= 1000 { recent = [:] }
            recent[digest] = vector
        }
        return vector
    }

    /// Has the vectors of several texts at hand, asking for a few missing ones in one go, so that no reader waits long.
    /// - Returns: the texts that can be answered at once; all of them when meaning is not used.
    func prepare(_ texts: [String], atMost few: Int = 4) async -> Set<String> {
        guard let embed = ports.vectors, usesMeaning else { return Set(texts) }
        func digest(_ text: String) -> String { SentenceVectors.digest(of: text, .query) }
        let missing = lock.withLock { Array(Set(texts).filter { recent[digest($0)] == nil }.sorted().prefix(few)) }
        if !missing.isEmpty, let vectors = try? await embed(missing, .query, Self.patience), vectors.count == missing.count, vectors.allSatisfy(fits) {
            lock.withLock { for (text, vector) in zip(missing, vectors) { recent[digest(text)] = vector } }
        }
        return lock.withLock { Set(texts.filter { recent[digest($0)] != nil }) }
    }

    /// How near in meaning a practice is to others, by slug; empty when meaning is not used.
    public func likeness(of slug: String, to others: [String]) -> [String: Double] { usesMeaning ? index.likeness(of: slug, to: others) : [:] }

    /// The same for a record that is not published: its title, problem, solution and results. Long texts take a moment: when their vectors
    /// are not to be had in time, they are made beside, and whoever looks next has them.
    public func likeness(of texts: [FieldText], to others: [String]) async -> [String: Double] {
        guard usesMeaning else { return [:] }
        let pieces = VectorWork.pieces(of: texts)
        if let vectors = await vectors(of: pieces, within: Self.patience) { return index.likeness(of: vectors, to: others) }
        Task { await vectors(of: pieces, within: .seconds(20)) }
        return [:]
    }

    @discardableResult
    private func vectors(of pieces: [(field: String, piece: VectorWork.Piece)], within patience: Duration) async -> [FieldVector]? {
        guard let embed = ports.vectors else { return nil }
        let known = lock.withLock { recent }
        for (kind, missing) in Dictionary(grouping: Set(pieces.map(\.piece)).filter { known[$0.digest] == nil }, by: \.kind) {
            guard let made = try? await embed(missing.map(\.text), kind, patience), made.count == missing.count, made.allSatisfy(fits) else { return nil }
            lock.withLock {
                if recent.count + made.count > 1000 { recent = [:] }
                for (piece, vector) in zip(missing, made) { recent[piece.digest] = vector }
            }
        }
        return lock.withLock { pieces.compactMap { field, piece in recent[piece.digest].map { FieldVector(field, $0) } } }
    }

    /// What was answered for a need, and what the need says itself of what nobody answered or left open. May take a moment: not for a transaction.
    func reading(_ work: NeedWork, of need: Need) -> NeedWork {
        let (generation, contexts) = lock.withLock { (self.generation, self.contexts) }
        return work.adding(said.answers(need, of: contexts, generation: generation))
    }

    func fit(_ content: NeedContent, _ city: PlaceFacts?, _ practice: PracticeContext) -> ContextFit {
        ContextFit(need: content, city: city, practice: practice, notCompetentAreas: areasNamed(in: content.notCompetent, content.language))
    }

    private func adjustments(_ content: NeedContent, _ city: PlaceFacts?, _ work: NeedWork) -> [String: Double] {
        let says = city != nil || content.budget != nil || !content.notCompetent.isEmpty
        guard says || !work.answers.isEmpty else { return [:] }
        let outside = areasNamed(in: content.notCompetent, content.language)
        let answered = Dictionary(grouping: work.answers, by: \.practice)
        let known = lock.withLock { contexts }
        var adjustments: [String: Double] = [:]
        for (slug, practice) in known {
            let fit = says ? ContextFit(need: content, city: city, practice: practice, notCompetentAreas: outside).adjustment : 0
            let readiness = answered[practice.id].map { Readiness(preconditions: practice.preconditions.map(\.id), answers: $0).adjustment } ?? 0
            if fit + readiness != 0 { adjustments[slug] = fit + readiness }
        }
        return adjustments
    }

    /// The policy areas that lines such as "housing is the region's business" name.
    private func areasNamed(in lines: [String], _ language: String?) -> Set<String> {
        Set(
            lines.flatMap { line in
                vocabulary.recognise(line, language: language ?? LanguageGuess.guess(line)?.language ?? "en")
                    .flatMap { vocabulary.concept($0.concept)?.policyAreas ?? [] }
            })
    }
}
