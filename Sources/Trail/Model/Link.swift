import Kernel

/// One step of the thread: the child was derived from the parent.
public struct Link: Sendable, Hashable {
    public let child: RecordReference
    public let parent: RecordReference
    /// `answers`, `adapts`, `based on` …
    public let relation: String
    public let at: Instant
}
