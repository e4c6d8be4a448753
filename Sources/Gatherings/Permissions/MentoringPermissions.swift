import Kernel
import Members
import Web

/// Mentoring is confidential to the two cities: the mentor, and whoever arranges gatherings for one of the two. A role for the whole network
/// does not open it.
enum MentoringPermissions {
    static func hands(_ mentoring: Mentoring, _ viewer: Viewer) -> Set<Mentoring.Hand> {
        var hands: Set<Mentoring.Hand> = []
        // Whose roles have all ended belongs to the network no more, and is no mentor in it.
        if viewer.person?.id == mentoring.mentor, viewer.holds(.readNetwork) { hands.insert(.mentor) }
        if isOf(mentoring.menteeCity, viewer) { hands.insert(.mentee) }
        return hands
    }

    static func canRead(_ mentoring: Mentoring, _ viewer: Viewer) -> Bool { !hands(mentoring, viewer).isEmpty || isOf(mentoring.mentorCity, viewer) }

    /// Both sides, and whoever sees to it, say that what comes next is done.
    static func canFinish(_ mentoring: Mentoring, owner: PersonID?, _ viewer: Viewer) -> Bool {
        !hands(mentoring, viewer).isEmpty || owner != nil && owner == viewer.person?.id
    }

    static func canRead(_ wish: MentorWish, _ viewer: Viewer) -> Bool { isOf(wish.city, viewer) }

    static func isOf(_ city: CityID, _ viewer: Viewer) -> Bool {
        viewer.person?.grants.contains { $0.permissions.contains(.arrangeGatherings) && $0.scope == .city(city) } ?? false
    }
}
