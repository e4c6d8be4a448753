import Kernel
import Testing

@Suite struct LocalizedTests {
    @Test func `The wanted language, else the source, with the language it is really in`() {
        let title = Localized(source: "it", texts: ["it": "Ponte", "en": "Bridge"])
        #expect(title.text(in: "en") == ("Bridge", "en"))
        #expect(title.text(in: "ar") == ("Ponte", "it"))
    }

    @Test func `Without its source, the first language there is`() {
        let title = Localized(source: "it", texts: ["fr": "Pont", "en": "Bridge"])
        #expect(title.text(in: "ar") == ("Bridge", "en"))
        #expect(Localized(source: "it", texts: [:]).text(in: "en") == ("", "it"))
    }

    @Test func `Right-to-left languages are known`() {
        #expect(Language.ar.direction == "rtl")
        #expect(Language.allCases.filter(\.isRightToLeft) == [.ar])
        #expect(textDirection(of: "fa") == "rtl")
        #expect(textDirection(of: "so") == "ltr")
    }
}
