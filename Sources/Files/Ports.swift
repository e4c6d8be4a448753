import Foundation
import Kernel
import Web

/// What files need from others.
public struct FilesPorts: Sendable {
    /// Whether somebody may see what is attached to a record while it is being worked on. Filled by App from the rooms.
    public var mayRead: @Sendable (_ owner: RecordReference, _ viewer: Viewer) async throws -> Bool
    /// Makes clean pictures of one that somebody gave: upright, without anything but its pixels, in a few widths, written into the folder.
    /// Throws `FileRefusal` when it cannot be read or is too large, `Problem.unavailable` when it cannot be done now. Filled by App.
    public var makePictures: @Sendable (_ original: URL, _ folder: URL) async throws -> [MadePicture]

    public init(
        mayRead: @escaping @Sendable (_ owner: RecordReference, _ viewer: Viewer) async throws -> Bool,
        makePictures: @escaping @Sendable (_ original: URL, _ folder: URL) async throws -> [MadePicture]
    ) {
        self.mayRead = mayRead
        self.makePictures = makePictures
    }
}

/// A picture that was made, still to be kept.
public struct MadePicture: Sendable {
    public let file: URL
    public let format: GivenFile.Rendition.Format
    /// In pixels.
    public let width: Int
    public let height: Int

    public init(file: URL, format: GivenFile.Rendition.Format, width: Int, height: Int) {
        self.file = file
        self.format = format
        self.width = width
        self.height = height
    }
}
