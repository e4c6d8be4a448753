import App
import Kernel

/// Whether meaning can be compared, and why not.
enum Meaning: Equatable {
    case on
    case noService
    case noAnswer

    /// Makes the vectors that are missing, with progress.
    static func prepare(_ installation: Installation) async throws -> Meaning {
        guard installation.embeddings != nil else { return .noService }
        let all = installation.vectorsLeft
        do {
            try await installation.completeVectors { left in
                if all > 0 { Say.progress("Making sentence vectors: \(grouped(all - left)) of \(grouped(all)); they are kept for next time …") }
            }
        } catch Problem.unavailable {
            Say.endProgress()
            return .noAnswer
        }
        Say.endProgress()
        return installation.matching.matcher.usesMeaning ? .on : .noAnswer
    }

    var reasonItIsNotUsed: String {
        switch self {
        case .on: "Meaning is not used: the embedding service did not answer in time."
        case .noService: "Meaning is not used: no embedding service is set (PONTE_EMBEDDINGS_URL)."
        case .noAnswer: "Meaning is not used: the embedding service at PONTE_EMBEDDINGS_URL does not answer; start it, or run `ponte doctor`."
        }
    }
}
