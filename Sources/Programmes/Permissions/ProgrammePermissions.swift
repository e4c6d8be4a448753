import Kernel
import Members
import Web

/// Who runs a programme: its coordinators. A city works on what it owes, and sees no more of the plan than that.
enum ProgrammePermissions {
    static func canCoordinate(_ programme: ProgrammeID, _ viewer: Viewer) -> Verdict {
        viewer.holds(.coordinateProgrammes, inProgramme: programme) ? .allowed : .denied(reason: "programmes.problem.otherProgramme")
    }

    /// Whoever runs one programme does not begin others.
    static func canBegin(_ viewer: Viewer) -> Verdict {
        viewer.holds(.coordinateProgrammes, inProgramme: nil) ? .allowed : .denied(reason: "programmes.problem.beginning")
    }

    /// In which parts somebody works on a deliverable; empty: in none, and they do not learn that it exists.
    static func parts(in deliverable: PlanRecord, _ viewer: Viewer) -> Set<DeliverableStage.Part> {
        var parts: Set<DeliverableStage.Part> = []
        if canCoordinate(deliverable.programme, viewer).isAllowed { parts.insert(.coordinator) }
        if let city = deliverable.city, viewer.cities.contains(city), viewer.holds(.workInProgrammes, inCity: city) { parts.insert(.city) }
        return parts
    }
}
