import Foundation

/// What the index must know about a model before it can use its vectors: how needs and concepts look to it.
public struct MatchCalibration: Sendable {
    /// Vectors of `ReferenceNeeds.texts`, input_type `query`.
    public let needs: [[Float]]
    /// Concept id → vector of `Concept.passage`, input_type `query`. Without them concepts are recognised by words alone.
    public let concepts: [String: [Float]]

    public init(needs: [[Float]], concepts: [String: [Float]] = [:]) {
        self.needs = needs
        self.concepts = concepts
    }
}

/// Ordinary needs, none of them judged, whose mean is what all needs have in common.
public struct ReferenceNeeds: Sendable, Decodable {
    public struct Need: Sendable, Decodable {
        public let language: String
        public let text: String
    }

    public let needs: [Need]
    public var texts: [String] { needs.map(\.text) }

    /// - Parameter file: Resources/reference/needs.json
    public init(file: URL) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}

/// The calibration worked out.
///
/// Sentence vectors of such models lie in a narrow cone: any two have a high cosine. Taking away the mean of what they
/// are compared with (Mu & Viswanath 2018, without the components) makes them tell things apart.
struct Yardstick: Sendable {
    let dimension: Int
    let needCentre: [Float]
    /// Row per concept of the vocabulary, centred, length one; zero when unknown. Concepts × dimension.
    let conceptRows: [Float]
    /// How near an ordinary need is to each concept.
    let conceptMean: [Float]
    let conceptSpread: [Float]
    var knowsConcepts: Bool { !conceptRows.isEmpty }

    init?(_ calibration: MatchCalibration, vocabulary: Vocabulary) {
        guard let dimension = calibration.needs.first?.count, dimension > 0 else { return nil }
        let needs = calibration.needs.filter { $0.count == dimension }.map(Vectors.unit)
        self.dimension = dimension
        let centre = Vectors.mean(needs, dimension: dimension)
        needCentre = centre
        let given = vocabulary.concepts.map { calibration.concepts[$0.id].flatMap { $0.count == dimension ? Vectors.unit($0) : nil } }
        guard given.contains(where: { $0 != nil }) else {
            conceptRows = []
            conceptMean = []
            conceptSpread = []
            return
        }
        let conceptCentre = Vectors.mean(given.compactMap { $0 }, dimension: dimension)
        var rows: [Float] = []
        for vector in given {
            rows += vector.map { Vectors.unit(Vectors.minus($0, conceptCentre)) } ?? Array(repeating: 0, count: dimension)
        }
        let centred = needs.map { Vectors.unit(Vectors.minus($0, centre)) }
        var means: [Float] = []
        var spreads: [Float] = []
        for number in given.indices {
            let near = centred.map { Vectors.dot($0, 0, rows, number * dimension, dimension) }
            let (mean, spread) = Vectors.meanAndSpread(near)
            means.append(mean)
            spreads.append(spread)
        }
        conceptRows = rows
        conceptMean = means
        conceptSpread = spreads
    }

    /// A need as it is compared: centred, length one. nil when it does not suit the model.
    func centred(_ vector: [Float]) -> [Float]? {
        guard vector.count == dimension, vector.allSatisfy(\.isFinite) else { return nil }
        let centred = Vectors.unit(Vectors.minus(Vectors.unit(vector), needCentre))
        return centred.contains { $0 != 0 } ? centred : nil
    }

    /// How far above ordinary each concept is, in standard deviations beyond the threshold; 0 below it.
    func conceptsNear(_ centredNeed: [Float]) -> [Float] {
        conceptMean.indices.map { number in
            guard conceptSpread[number] > 0 else { return 0 }
            let near = Vectors.dot(centredNeed, 0, conceptRows, number * dimension, dimension)
            return max(0, (near - conceptMean[number]) / conceptSpread[number] - MatchFormula.conceptThreshold)
        }
    }
}
