import Kernel
import Members
import Web

/// Who looks after a practice: its owner, the authors of its city, and editors.
enum PracticePermissions {
    static func parts(_ life: PracticeLife?, _ practice: Practice, _ viewer: Viewer) -> Set<PracticeLife.Part> {
        guard let person = viewer.person else { return [] }
        var parts: Set<PracticeLife.Part> = []
        if life?.owner == person.id || viewer.cities.contains(practice.city) && viewer.holds(.writePractices, inCity: practice.city) { parts.insert(.owner) }
        if viewer.holds(.publishPractices, inCity: practice.city) { parts.insert(.editor) }
        return parts
    }
}
