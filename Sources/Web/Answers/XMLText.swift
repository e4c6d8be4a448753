/// Text for XML 1.0, which knows fewer characters than a text may hold.
public enum XMLText {
    /// Without control characters but tab and line feed, and without the two that are none; a carriage return would come back as a line end.
    public static func escape(_ text: String) -> String {
        HTMLText.escape(
            String(String.UnicodeScalarView(text.unicodeScalars.filter { ($0.value >= 32 || $0 == "\n" || $0 == "\t") && $0.value != 0xFFFE && $0.value != 0xFFFF })))
    }
}
