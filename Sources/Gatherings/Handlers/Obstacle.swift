import Kernel
import Web

/// What stands in the way of something that was asked for, as the page on which it was asked for says it: the page is shown again with it.
enum Obstacle {
    /// - Returns: a text key; nil for what is no matter of how things stand.
    static func reason(_ error: any Error) -> String? {
        switch error {
        case Problem.refused(let reason), Problem.conflict(let reason): reason
        default: nil
        }
    }

    /// - Parameters:
    ///   - next: what can be done about it, in words.
    ///   - link: where.
    static func view(_ reason: String?, next: String? = nil, link: (href: String, label: String)? = nil, _ words: Wording) -> View? {
        reason.map { ["obstacleText": words($0), "obstacleNext": next, "obstacleHref": link?.href, "obstacleLabel": link?.label] }
    }
}
