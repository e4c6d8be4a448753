import HTTPTypes
import Kernel
import Web

/// The files of a record that is being worked on: what is there, what is still to be said, and a form for another one.
struct FileShelfPage {
    let place: FilePlace
    let files: [AttachedFile]
    /// What was typed, when an upload was refused.
    let fields: Fields
    let problems: [FieldProblem]
    /// In bytes.
    let limit: Int
    let display: FileDisplay

    func page() -> Page {
        let words = display.words
        let present = files.present
        let removed = files.filter { $0.removedAt != nil }
        return Page(
            "files/shelf", title: words("files.shelf.title", ["record": place.recordTitle]), section: place.section,
            view: [
                "breadcrumbs": place.breadcrumbs, "canWrite": place.canWrite, "errors": FieldView.summary(problems, words: words) { "files.field.\($0)" },
                "entries": present.isEmpty ? nil : ["items": present.enumerated().map { entry($1, number: $0, of: present.count) }] as View,
                "uncaptionedText": files.uncaptioned.isEmpty ? nil : words.count("files.shelf.uncaptioned", files.uncaptioned.count),
                "removed": removed.isEmpty || !place.canWrite ? nil : [
                    "items": removed.map { attached in
                        ["removedTitle": attached.title, "putBackAction": place.removal(attached.file.id)] as View
                    }
                ] as View,
                "upload": place.canWrite ? upload() : nil, "backHref": place.backHref, "backText": place.backText,
            ]).refusing(problems)
    }

    private func entry(_ attached: AttachedFile, number: Int, of count: Int) -> View {
        let words = display.words
        let id = attached.file.id
        return [
            "entryTitle": attached.title, "entryLang": attached.facts.language, "entryText": display.description(attached), "fileHref": FilesPaths.file(id),
            "picture": display.picture(attached, sizes: "10rem"), "missingText": display.missing(attached).map { words("files.shelf.missing", ["fields": $0]) },
            "isUncaptioned": files.uncaptioned.contains { $0.file.id == id },
            "actions": place.canWrite ? [
                "editHref": place.file(id), "moveAction": place.move(id), "removeAction": place.removal(id), "canUp": number > 0, "canDown": number < count - 1,
            ] as View : nil,
        ]
    }

    private func upload() -> View {
        let words = display.words
        let megabytes = display.format.number(limit / 1_048_576)
        return [
            "uploadAction": place.list, "uploadAccept": FileType.accepted, "uploadLimit": limit,
            "uploadHint": words("files.shelf.fileHint", ["limit": megabytes]), "uploadTooLarge": words("files.shelf.tooLargeHere", ["limit": megabytes]),
            "uploadError": problems.first { $0.field == "file" }.map { words($0.message, $0.values) },
            "fields": [FileFactsPage.consent(fields["consent"], problems, words), FileFactsPage.consentNote(fields["consentNote"], problems, words)],
        ]
    }
}
