import Kernel
import Members
import Web

/// What somebody writes, and what they were asked to read.
struct ManuscriptListPage {
    let mine: [Manuscripts.Listed]
    let toRead: [Manuscripts.Listed]
    let cities: [City]
    let canWrite: Bool
    let display: Display

    func page() -> Page {
        let words = display.words
        return Page(
            "compendium/manuscripts", title: words("compendium.manuscripts.heading"), section: "drafts",
            view: [
                "newHref": canWrite && !mine.isEmpty ? CompendiumPaths.newManuscript : nil,
                "empty": mine.isEmpty && toRead.isEmpty
                    ? [
                        "emptyHeading": words("compendium.manuscripts.empty.heading"),
                        "emptyText": words(canWrite ? "compendium.manuscripts.empty.text" : "compendium.manuscripts.empty.readers"),
                        "emptyActions": [
                            canWrite
                                ? ["href": CompendiumPaths.newManuscript, "label": words("compendium.manuscripts.new"), "quiet": false]
                                : ["href": CompendiumPaths.practices, "label": words("compendium.manuscripts.empty.browse"), "quiet": true]
                        ] as [View],
                    ] as View : nil,
                "toRead": toRead.isEmpty ? nil : ["items": toRead.map { entry($0, href: CompendiumPaths.review($0.manuscript.id.rawValue)) }] as View,
                "mine": mine.isEmpty ? nil : ["items": mine.map { entry($0, href: CompendiumPaths.manuscript($0.manuscript.id.rawValue)) }] as View,
            ])
    }

    private func entry(_ listed: Manuscripts.Listed, href: String) -> View {
        let manuscript = listed.manuscript
        return [
            "href": href, "entryTitle": listed.title ?? display.words("compendium.manuscript.untitled"), "place": cities.first { $0.id == manuscript.city }.map(display.place),
            "stageText": display.words("compendium.manuscript.stage.\(manuscript.stage.rawValue)"), "stageCode": manuscript.stage.rawValue,
            "changedText": display.words("compendium.manuscripts.changed", ["date": display.format.moment(manuscript.changedAt)]),
        ]
    }
}

/// What waits for the editors, the longest waiting first, and how long decisions take.
struct QueuePage {
    let entries: [Manuscripts.Listed]
    let counts: [Manuscript.Stage: Int]
    /// Days from submission to decision in the last year, sorted.
    let turnarounds: [Int]
    let cities: [City]
    let stage: Manuscript.Stage?
    let start: Int
    let now: Instant
    let display: Display

    static let waiting: [Manuscript.Stage] = [.submitted, .peerCheck, .expertCheck]
    static let stages: [Manuscript.Stage] = waiting + [.changesAsked, .refused, .published]
    static let size = 25

    func page() -> Page {
        let words = display.words
        let all = Self.waiting.map { counts[$0] ?? 0 }.reduce(0, +)
        let tabs = [(nil as Manuscript.Stage?, words("compendium.queue.waiting"), all)] + Self.stages.map { ($0, words("compendium.manuscript.stage.\($0.rawValue)"), counts[$0] ?? 0) }
        return Page(
            "compendium/queue", title: words("compendium.queue.heading"), section: "queue",
            view: [
                "queueTabs": QueueTabs.view(.waiting, words),
                "tabs": tabs.map { tab in
                    [
                        "tabHref": tab.0.map { Fields([("stage", $0.rawValue)]).link(CompendiumPaths.queue) } ?? CompendiumPaths.queue, "tabText": tab.1,
                        "countText": display.format.number(tab.2), "isCurrent": tab.0 == stage,
                    ] as View
                },
                "turnaroundText": turnarounds.isEmpty
                    ? words("compendium.queue.noDecisions") : words.count("compendium.queue.turnaround", turnarounds[turnarounds.count / 2]),
                "entries": entries.isEmpty ? nil : ["items": entries.prefix(Self.size).map(entry)] as View,
                "emptyText": words(stage == nil ? "compendium.queue.empty" : "compendium.queue.emptyStage"),
                "moreHref": entries.count > Self.size
                    ? Fields([("start", String(start + Self.size))] + (stage.map { [("stage", $0.rawValue)] } ?? [])).link(CompendiumPaths.queue) : nil,
            ])
    }

    private func entry(_ listed: Manuscripts.Listed) -> View {
        let manuscript = listed.manuscript
        let days = Int((now.milliseconds - manuscript.stageAt.milliseconds) / 86_400_000)
        return [
            "href": manuscript.stage.isInReview ? CompendiumPaths.review(manuscript.id.rawValue) : CompendiumPaths.manuscript(manuscript.id.rawValue),
            "entryTitle": listed.title ?? display.words("compendium.manuscript.untitled"), "place": cities.first { $0.id == manuscript.city }.map(display.place),
            "stageText": display.words("compendium.manuscript.stage.\(manuscript.stage.rawValue)"), "stageCode": manuscript.stage.rawValue,
            "waitingText": display.words.count("compendium.queue.days", days),
            "newVersionText": manuscript.practice == nil ? nil : display.words("compendium.queue.newVersion"),
        ]
    }
}
