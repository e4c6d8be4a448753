import Kernel
import Testing

@Suite struct SlugTests {
    @Test(arguments: [
        ("Malmö: Yalla Trappan!", "malmo-yalla-trappan"),
        ("  Città d'Italia  ", "citta-d-italia"),
        ("Łódź & Gdańsk", "lodz-gdansk"),
        ("Große Straße", "grosse-strasse"),
        ("Ærø Smørrebrød", "aero-smorrebrod"),
        ("2014–2020", "2014-2020"),
        ("مرحبا", ""),
        ("---", ""),
    ])
    func `Any text folds to a name in an address`(text: String, slug: String) {
        #expect(Slug.make(from: text) == slug)
    }

    @Test func `A long title is cut to a slug that is valid`() {
        for words in 1...60 {
            let slug = Slug.make(from: Array(repeating: "citta", count: words).joined(separator: " ") + " x")
            #expect(slug.utf8.count <= Slug.longest)
            #expect(Slug.isValid(slug), "\(slug)")
        }
        #expect(Slug.isValid(Slug.make(from: String(repeating: "a", count: Slug.longest - 1) + " b")))
    }

    @Test(arguments: ["", "-a", "a-", "A", "a b", "città", "a_b", String(repeating: "a", count: 81)])
    func `What is not a slug is told apart`(text: String) {
        #expect(!Slug.isValid(text))
    }
}
