import Kernel
import Members
import Web

/// Officers and leads of a city arrange what their city hosts or visits, coordinators what belongs to their programme. What is announced is
/// read by members; what is open to all, by everybody.
enum GatheringPermissions {
    static func canArrange(_ gathering: Gathering, _ viewer: Viewer) -> Verdict {
        canArrange(cities: gathering.cities, programme: gathering.plan.programme, viewer) ? .allowed : .denied(reason: "gatherings.problem.notYours")
    }

    static func canArrange(cities: [CityID], programme: ProgrammeID?, _ viewer: Viewer) -> Bool {
        cities.contains { viewer.holds(.arrangeGatherings, inCity: $0) }
            || programme != nil && viewer.holds(.arrangeGatherings, inProgramme: programme)
    }

    static func canRead(_ gathering: Gathering, _ viewer: Viewer, isRegistered: Bool) -> Bool {
        if canArrange(gathering, viewer).isAllowed || isRegistered { return true }
        guard gathering.stage != .planned else { return false }
        return gathering.plan.admission == .open || viewer.holds(.readNetwork)
    }

    /// What was learned is for those who were there, and for the network once it is reported.
    static func seesLessons(of gathering: Gathering, _ viewer: Viewer, isRegistered: Bool) -> Bool {
        isRegistered || canArrange(gathering, viewer).isAllowed || viewer.holds(.readNetwork) && [.reported, .closed].contains(gathering.stage)
    }

    /// Those who arrange it, those who were there, and whoever sees to it say that it is done, whenever that is.
    static func canFinish(_ opened: GatheringsRoom.Opened, owner: PersonID?, _ viewer: Viewer) -> Verdict {
        opened.canArrange || opened.own?.state == .registered || owner != nil && owner == viewer.person?.id ? .allowed : .denied(reason: "gatherings.problem.notThere")
    }

    /// Those who arrange it write lessons and follow-ups down, and give them to somebody; those who take part, once it has taken place.
    static func canPutDown(_ opened: GatheringsRoom.Opened) -> Verdict {
        let verdict = canNote(opened)
        guard verdict.isAllowed, !opened.canArrange else { return verdict }
        return opened.gathering.stage.isSettled ? .allowed : .denied(reason: "gatherings.problem.notHeldYet")
    }

    /// Whoever is there writes and reads notes.
    static func canNote(_ opened: GatheringsRoom.Opened) -> Verdict {
        if opened.gathering.stage == .cancelled { return .denied(reason: "gatherings.problem.cancelled") }
        return opened.canArrange || opened.own?.state == .registered ? .allowed : .denied(reason: "gatherings.problem.notThere")
    }
}
