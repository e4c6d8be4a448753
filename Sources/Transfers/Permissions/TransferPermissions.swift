import Kernel
import Members
import Web

/// A transfer belongs to its two cities. People of both read it and rate its blocks; those of the receiving city decide. Whoever coordinates its
/// programme reads it, and so does whoever looks after the practice. Once it is published, the whole network does. Others learn from a thread that
/// there is one, and nothing else.
enum TransferPermissions {
    static func parts(_ transfer: Transfer, _ viewer: Viewer) -> Set<Transfer.Part> {
        var parts: Set<Transfer.Part> = []
        if viewer.holds(.writeTransfers, inCity: transfer.receiving) { parts.insert(.receiving) }
        if viewer.holds(.writeTransfers, inCity: transfer.giving) { parts.insert(.giving) }
        if viewer.holds(.coordinateProgrammes, inProgramme: transfer.programme) { parts.insert(.coordinating) }
        return parts
    }

    /// - Parameter owner: who looks after the practice, where that is known.
    static func canRead(_ transfer: Transfer, _ viewer: Viewer, owner: PersonID? = nil) -> Bool {
        owner != nil && owner == viewer.person?.id || !parts(transfer, viewer).isEmpty || !Set(viewer.cities).isDisjoint(with: [transfer.giving, transfer.receiving])
            || transfer.publishedAt != nil && viewer.holds(.readNetwork)
    }

    /// Decide, plan, write.
    static func canWrite(_ transfer: Transfer, _ viewer: Viewer) -> Verdict {
        guard parts(transfer, viewer).contains(.receiving) else { return .denied(reason: "transfers.problem.notYours") }
        return underWay(transfer)
    }

    /// Rate the blocks: both cities know something that the other does not.
    static func canRate(_ transfer: Transfer, _ viewer: Viewer) -> Verdict {
        guard side(transfer, viewer) != nil else { return .denied(reason: "transfers.problem.notOfTheCities") }
        return underWay(transfer)
    }

    /// What is over stays as it is.
    static func underWay(_ transfer: Transfer) -> Verdict {
        switch transfer.stage {
        case .closed: .denied(reason: "transfers.problem.isClosed")
        case .stopped: .denied(reason: "transfers.problem.isStopped")
        case .understand, .adapt, .reuse: .allowed
        }
    }

    static func side(_ transfer: Transfer, _ viewer: Viewer) -> Rating.Side? {
        let parts = parts(transfer, viewer)
        return parts.contains(.receiving) ? .receiving : parts.contains(.giving) ? .giving : nil
    }

    /// Publish, or take back; send what was learned to the giving city; answer what was asked months later. Also when it is over.
    static func canSpeakFor(_ transfer: Transfer, _ viewer: Viewer) -> Verdict {
        parts(transfer, viewer).contains(.receiving) ? .allowed : .denied(reason: "transfers.problem.notYours")
    }

    /// Say what becomes of an improvement that was sent back.
    static func canAnswerForGiving(_ transfer: Transfer, _ viewer: Viewer) -> Verdict {
        parts(transfer, viewer).contains(.giving) ? .allowed : .denied(reason: "transfers.problem.givingAnswers")
    }
}
