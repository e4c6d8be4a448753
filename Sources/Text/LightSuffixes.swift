/// Suffix folding for languages without a Snowball stemmer. It cuts the longest known ending that leaves enough of the
/// word: crude, but it brings the cases of a noun and the persons of a verb together, which is what a search needs.
enum LightSuffixes {
    /// Letters that must remain.
    static let least = 3

    static func cut(_ folded: String, _ endings: [Int: Set<String>]) -> String {
        let letters = folded.unicodeScalars
        let count = letters.count
        guard count > least + 1 else { return folded }
        for length in stride(from: min(7, count - least), through: 1, by: -1) {
            guard let known = endings[length] else { continue }
            let cut = letters.index(letters.endIndex, offsetBy: -length)
            if known.contains(String(letters[cut...])) { return String(letters[..<cut]) }
        }
        return folded
    }

    static let endings: [String: [Int: Set<String>]] = ["pl": byLength(polish), "hr": byLength(croatian)]

    private static func byLength(_ list: String) -> [Int: Set<String>] {
        Dictionary(grouping: list.split(separator: " ").map(String.init), by: \.unicodeScalars.count).mapValues(Set.init)
    }

    /// Folded (without marks): noun and adjective cases, common verb endings.
    private static let polish = """
        iejszych iejszym iejszego niach niami aniach aniami eniach eniami osciach osciami owania owanie owaniu owaniem \
        osciom osci oscia osc ancow ancom ancy cach cami ciach ciami kach kami ach ami iach iami owie owi owej owego owemu owych owym owymi \
        iego iemu imi ich ego emu ymi ych ich owy owa owe ow om iom em iem ej iej ie ia iu io ii \
        anie aniu aniem ania enie eniu eniem enia ymi im ym a e i o u y ka ki ke ko ek kow kom cy ce ca cow com \
        uje ujemy ujecie uja owac owali owaly owal owala ac ic ec yc al ala alo ali aly il ila ilo ili ily \
        emy imy ymy acie icie ecie aja eja isz ysz esz asz am amy
        """

    private static let croatian = """
        ovima evima ijama ijima icama nicima inama anjima anjem anja anje anju enjem enjima enja enje enju ostima osti oscu ost \
        stvima stvom stva stvo stvu nika nici nike niku nikom icom icama ica ice ici icu icima \
        skog skom skim skih ske ska ski sko sku ckog ckom ckim ckih cke cka cki cko cku \
        oga ogu ome omu ima ama ega emu em om og im ih oj ij iji ije ija iju ijom ijem \
        ovi ova ove ovo ovu ovim ovih ovom ovog evi eva eve a e i o u \
        ati iti jeti ala alo ali ale ila ilo ili ile amo imo emo ate ite ete aju uju iju uje ujem ujemo ujete
        """
}
