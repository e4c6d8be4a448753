import Kernel
import Members
import Web

/// Who may see, write and move a manuscript: its authors, the peer who was asked, and editors. Nobody else learns that it exists.
enum ManuscriptPermissions {
    static func parts(_ manuscript: Manuscript, authors: [PersonID], _ viewer: Viewer) -> Set<Manuscript.Part> {
        guard let person = viewer.person else { return [] }
        var parts: Set<Manuscript.Part> = []
        if manuscript.owner == person.id || authors.contains(person.id) { parts.insert(.author) }
        if viewer.holds(.publishPractices, inCity: manuscript.city) { parts.insert(.editor) }
        if manuscript.peer == person.id, manuscript.stage == .peerCheck { parts.insert(.peer) }
        return parts
    }

    /// Authors write while it is theirs; editors mend while it is in review.
    static func canWrite(_ manuscript: Manuscript, authors: [PersonID], _ viewer: Viewer) -> Verdict {
        let parts = parts(manuscript, authors: authors, viewer)
        if parts.contains(.author), manuscript.stage.isOpen { return .allowed }
        if parts.contains(.editor), manuscript.stage.isInReview { return .allowed }
        return .denied(reason: manuscript.stage.isInReview ? "compendium.manuscript.problem.inReview" : "compendium.manuscript.problem.closed")
    }

    /// Four eyes: whoever wrote it or passed its peer check leaves the decision to somebody else.
    /// - Parameter writers: whoever wrote any of what it says now, or ever was its author.
    static func canPublish(_ manuscript: Manuscript, authors: [PersonID], writers: Set<PersonID>, steps: [Manuscript.Taken], _ person: PersonID) -> Verdict {
        if manuscript.owner == person || authors.contains(person) { return .denied(reason: "compendium.review.problem.ownWork") }
        if writers.contains(person) { return .denied(reason: "compendium.review.problem.ownWords") }
        let isPeer = manuscript.peer == person || steps.contains { $0.step == "passPeerCheck" && $0.by == person }
        return isPeer ? .denied(reason: "compendium.review.problem.ownPeerCheck") : .allowed
    }

    /// Nobody is the peer of their own words.
    static func canPassPeerCheck(writers: Set<PersonID>, _ person: PersonID) -> Verdict {
        writers.contains(person) ? .denied(reason: "compendium.review.problem.ownWordsAsPeer") : .allowed
    }

    static func canInvite(_ manuscript: Manuscript, _ viewer: Viewer) -> Verdict {
        (viewer.person?.id == manuscript.owner || viewer.holds(.publishPractices, inCity: manuscript.city)) && !manuscript.stage.isOver ? .allowed : .denied(reason: "compendium.manuscript.problem.notYours")
    }
}
