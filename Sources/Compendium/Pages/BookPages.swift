import Kernel
import Web

/// Ordering a book, and the page that shows how far it is.
struct BookPages {
    let display: Display

    func new(_ subject: BookSubject, found: Int, practices: [Card]) -> Page {
        let words = display.words
        return Page(
            "compendium/bookNew", title: words("compendium.book.heading"), section: "practices",
            view: [
                "breadcrumbs": breadcrumbs(subject),
                "action": CompendiumPaths.books, "hiddenInputs": subject.fields.pairs.map { ["inputName": $0.name, "inputValue": $0.value] as View },
                "subjectText": BookTitle(query: subject.fields.encoded, display: display).text,
                "countText": words.count("compendium.list.count", practices.count),
                "tooManyText": found > practices.count ? words.count("compendium.book.tooMany", found, ["most": display.format.number(Book.most)]) : nil,
                "empty": practices.isEmpty ? [
                    "emptyHeading": words("compendium.list.emptyHeading"), "emptyText": words("compendium.book.emptyText"),
                    "emptyActions": [["href": CompendiumPaths.practices, "label": words("compendium.compare.emptyAction"), "quiet": false]] as [View],
                ] as View : nil,
                "chosen": practices.isEmpty ? nil : ["items": practices.map { card in
                    let title = card.plainTitle(in: display.language)
                    return ["chosenText": title.text, "chosenLang": title.language, "chosenDir": textDirection(of: title.language), "chosenPlace": display.place(card.city)] as View
                }] as View,
            ])
    }

    func progress(_ book: Book, _ state: Bindery.State, practices: Int) -> Page {
        let words = display.words
        let subject = BookSubject((try? Fields(encoded: book.query)) ?? Fields())
        var text = ""
        var failure: String?
        switch state {
        case .waiting: text = words("compendium.book.waiting")
        case .layingOut(let pages): text = pages == 0 ? words("compendium.book.gathering") : words.count("compendium.book.pages", pages)
        case .ready(let bytes): text = words("compendium.book.ready", ["size": display.format.decimal(Double(bytes) / 1_000_000)])
        case .failed(let reason): failure = words(reason)
        }
        return Page(
            "compendium/bookProgress", title: words("compendium.book.heading"), section: "practices",
            view: [
                "breadcrumbs": breadcrumbs(subject), "subjectText": BookTitle(query: book.query, display: display).text,
                "countText": words.count("compendium.list.count", practices), "stateText": text, "failureText": failure,
                "bookHref": state.isReady ? CompendiumPaths.bookFile(book.id) : nil, "againHref": state.isReady ? nil : CompendiumPaths.book(book.id),
                "isBusy": state.isBusy,
            ])
    }

    private func breadcrumbs(_ subject: BookSubject) -> [View] {
        switch subject {
        case .search: display.breadcrumbs([("compendium.list.heading", subject.path)])
        case .chosen: display.breadcrumbs([("compendium.list.heading", CompendiumPaths.practices), ("compendium.compare.heading", subject.path)])
        }
    }
}
