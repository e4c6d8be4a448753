import Web

/// Published practices that a manuscript may tell of once more, with what speaks for it.
enum AlikeView {
    static func of(_ alike: [(card: Card, likeness: Likeness)], _ display: Display) -> View? {
        alike.isEmpty ? nil : ["items": alike.map { card, likeness in
            let title = card.title.text(in: display.language.code)
            return [
                "href": CompendiumPaths.practice(card.slug), "name": title.text, "textLang": title.language, "place": display.place(card.city),
                "why": DuplicatesPage.why(likeness, display),
            ] as View
        }]
    }
}
