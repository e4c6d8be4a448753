import HTTPTypes
import Kernel
import Trail
import Web

/// What the network says of itself, changed at any time.
struct SettingsHandlers: Sendable {
    let house: House
    let trail: Trail
    let ports: MembersPorts

    func show(_ visit: Visit) async throws -> Answer {
        let settings = try await house.database.read { try NetworkSettings.read($0) }
        return .page(page(NetworkSettingsForm.fields(settings), [], house.words(visit.language)))
    }

    func save(_ visit: Visit) async throws -> Answer {
        var reader = FieldReader(visit.form)
        let form = NetworkSettingsForm(&reader, nameField: "networkName", fallback: visit.language)
        guard reader.problems.isEmpty else { return .page(page(visit.form, reader.problems, house.words(visit.language))) }
        let person = try visit.person().id
        try await ChangeNetworkSettings(settings: form.settings, person: person).run(house, trail)
        try await LegalPage.begin(form.settings, ports, house, by: person)
        return Answer.seeOther(MembersPaths.settings).with(notice: "members.notice.saved")
    }

    private func page(_ typed: Fields, _ problems: [FieldProblem], _ words: Wording) -> Page {
        let name = FieldView("networkName", label: "members.settings.networkName", required: true, problems: problems, words: words)
        let own: View = [
            "breadcrumbs": AdministrationPage.breadcrumbs(words), "action": MembersPaths.settings,
            "errors": FieldView.summary(problems, words: words) { "members.settings.\($0)" }, "nameField": name.input(typed["networkName"], maxLength: 80),
        ]
        return Page(
            "members/settings", title: words("members.settings.title"), section: "administration", view: own.adding(NetworkSettingsForm.views(typed, problems, words))).refusing(problems)
    }
}

/// The page of this site that is to be the legal notice: begun where it is named before it was written.
enum LegalPage {
    static func begin(_ settings: NetworkSettings, _ ports: MembersPorts, _ house: House, by person: PersonID) async throws {
        guard let address = settings.legal, address.hasPrefix("/") else { return }
        try await ports.beginPage(address, house.words(settings.language)("members.settings.legal"), settings.language, person)
    }
}
