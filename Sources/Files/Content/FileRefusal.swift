/// Why a file is not taken: a text key with its values, which says how to mend it.
public struct FileRefusal: Error, Sendable, Equatable {
    public let message: String
    public let values: [String: String]

    public init(_ message: String, _ values: [String: String] = [:]) {
        self.message = message
        self.values = values
    }
}
