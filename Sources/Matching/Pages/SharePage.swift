import HTTPTypes
import Kernel
import Members
import Web

/// Who may see a need, and who sees it now.
struct SharePage {
    let opened: MatchingRoom.OpenNeed
    /// The city whose people the colleagues are.
    let cityName: String?
    let colleagues: [(id: PersonID, name: String, roles: [Role])]
    let viewer: PersonID
    /// What was sent, when it could not be saved.
    let sent: Fields?
    let problems: [FieldProblem]
    let telling: Telling

    private var need: Need { opened.need }
    private var words: Wording { telling.words }

    func page() -> Page {
        return Page(
            "matching/share", title: words("matching.share.title"), section: "needs",
            view: [
                "breadcrumbs": [
                    ["label": words("matching.needs.heading"), "href": MatchingPaths.needs], ["label": need.name, "href": MatchingPaths.need(need.id.rawValue)],
                ] as [View],
                "errors": FieldView.summary(problems, words: words), "action": MatchingPaths.share(need.id.rawValue),
                "cancelHref": MatchingPaths.need(need.id.rawValue), "audienceField": audience(), "colleaguesField": people(),
                "noColleaguesText": cityName.map { words("matching.share.noColleagues", ["city": $0]) } ?? words("matching.share.noCity"),
                "readers": readers(), "nowText": need.visibility == .owner && need.owner == viewer ? words("matching.share.nowOnlyYou") : nil,
            ]).refusing(problems)
    }

    private func audience() -> View {
        let now: ShareForm.Audience =
            switch need.visibility {
            case .owner: .me
            case .people: .some
            case .city: .city
            }
        var options = [
            (ShareForm.Audience.me.rawValue, need.owner == viewer ? words("matching.share.onlyMe") : words("matching.share.onlyOwner", ["name": opened.name(need.owner)]))
        ]
        if !colleagues.isEmpty { options.append((ShareForm.Audience.some.rawValue, words("matching.share.some"))) }
        if let city = opened.city { options.append((ShareForm.Audience.city.rawValue, words("matching.share.everyone", ["city": telling.name(city)]))) }
        return FieldView("audience", label: "matching.share.who", required: true, problems: problems, words: words)
            .choices(options, selected: [sent?["audience"] ?? now.rawValue], radio: true, twoColumns: false)
    }

    private func people() -> View? {
        guard !colleagues.isEmpty else { return nil }
        let ticked = sent?.all("person") ?? opened.shares.map(\.person.rawValue)
        return FieldView("person", label: "matching.share.colleagues", problems: problems, words: words)
            .choices(
                colleagues.map { ($0.id.rawValue, $0.name) }, selected: Set(ticked), twoColumns: false,
                hints: Dictionary(
                    colleagues.map { ($0.id.rawValue, telling.format.list($0.roles.map { words("members.role.\($0.rawValue)") })) },
                    uniquingKeysWith: { first, _ in first }))
    }

    private func readers() -> [View] {
        var readers: [View] = [["readerName": opened.name(need.owner), "readerText": words("matching.share.nowOwner")]]
        switch need.visibility {
        case .owner: break
        case .people:
            readers += opened.shares.map { share in
                [
                    "readerName": opened.name(share.person),
                    "readerText": words("matching.share.nowSince", ["date": telling.format.day(share.at.day), "name": opened.name(share.by)]),
                ]
            }
        case .city: readers.append(["readerName": words("matching.share.nowEveryone", ["city": opened.city.map(telling.name) ?? ""]), "readerText": nil])
        }
        return readers
    }
}
