import Foundation
import HTTPTypes
import Kernel
import Web

enum ExportPage {
    static func page(_ exports: [ExportPort.Export], problems: [FieldProblem], _ words: Wording) -> Page {
        let format = Format(words.language)
        return Page(
            "members/export", title: words("members.export.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "errors": FieldView.summary(problems, words: words) { _ in "members.export.password" },
                "orderAction": exports.contains(where: \.isRunning) ? nil : MembersPaths.export, "againHref": MembersPaths.export,
                "passwordField": FieldView("password", label: "members.export.password", required: true, problems: problems, words: words)
                    .input("", type: "password", autocomplete: "current-password", maxLength: Passwords.longest),
                "exports": exports.isEmpty ? nil : ["items": exports.enumerated().map { place, export in row(export, place, format, words) }] as View,
            ]).refusing(problems)
    }

    private static func row(_ export: ExportPort.Export, _ place: Int, _ format: Format, _ words: Wording) -> View {
        var size: Int?
        let state: String
        switch export.state {
        case .running(_, 0): state = words("members.jobs.running")
        case .running(let done, let total): state = words("members.export.running", ["done": format.number(done), "total": format.number(total)])
        case .ready(let bytes):
            size = bytes
            state = words("members.export.ready", ["size": words("members.export.megabytes", ["number": format.decimal(Double(bytes) / 1_000_000, digits: 1)])])
        case .failed: state = words("members.export.failed")
        }
        return [
            "orderedText": words("members.export.ordered", ["moment": format.moment(export.orderedAt)]), "stateText": state, "isBusy": export.isRunning,
            "endsText": words("members.export.ends", ["moment": format.moment(export.endsAt)]), "fieldId": "password-\(place)",
            "downloadAction": size == nil ? nil : MembersPaths.downloadExport.replacingOccurrences(of: "{archive}", with: export.id),
        ]
    }
}
