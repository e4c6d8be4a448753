import Foundation
import Kernel
import Web

/// The files of a record as readers see them: pictures with captions and credits, videos with their captions, documents as a list.
public struct FileGallery {
    let files: [AttachedFile]
    let display: FileDisplay

    public init(_ files: [AttachedFile], _ display: FileDisplay) {
        self.files = files.present
        self.display = display
    }

    /// nil when there is nothing to show.
    public var view: View? {
        guard !files.isEmpty else { return nil }
        return [
            "pictures": files.filter { $0.kind == .picture }.map(picture), "videos": files.filter { $0.kind == .video }.map(video),
            "documents": list(files.filter { $0.kind == .document }),
        ]
    }

    /// The same on paper: pictures within the document, everything else as a list with addresses.
    /// - Parameter pictures: the JPEG bytes of each.
    public func printed(_ pictures: [FileID: [UInt8]], baseURL: String) -> View? {
        guard !files.isEmpty else { return nil }
        return [
            "pictures": files.compactMap { attached -> View? in
                guard attached.kind == .picture, let bytes = pictures[attached.file.id] else { return nil }
                return ([
                    "pictureHtml": "<img src=\"data:image/jpeg;base64,\(Data(bytes).base64EncodedString())\" alt=\"\(HTMLText.escape(attached.facts.alternative ?? ""))\">",
                    "captionText": attached.title,
                ] as View).adding(display.credit(attached.facts))
            },
            "documents": list(files.filter { [.document, .video].contains($0.kind) }, baseURL: baseURL),
        ]
    }

    private func list(_ files: [AttachedFile], baseURL: String = "") -> View? {
        files.isEmpty ? nil : [
            "items": files.map { attached in
                ([
                    "fileHref": baseURL + FilesPaths.file(attached.file.id), "fileTitle": attached.title, "fileLanguage": attached.facts.language,
                    "fileText": display.description(attached),
                ] as View).adding(display.credit(attached.facts))
            }
        ]
    }

    private func picture(_ attached: AttachedFile) -> View {
        (["picture": display.picture(attached, sizes: "(min-width: 60rem) 40rem, 100vw"), "captionText": attached.title] as View).adding(display.credit(attached.facts))
    }

    private func video(_ attached: AttachedFile) -> View {
        let tracks = files.filter { $0.facts.captionsOf == attached.file.id }
        return ([
            "videoHref": FilesPaths.file(attached.file.id), "videoType": attached.file.type.mediaType, "captionText": attached.title,
            "videoText": display.description(attached), "noCaptions": tracks.isEmpty,
            "tracks": tracks.enumerated().map { place, track in
                [
                    "trackHref": FilesPaths.file(track.file.id), "trackLanguage": track.facts.language ?? "und",
                    "trackLabel": track.facts.language.map { display.format.languageName($0) } ?? track.title, "isFirst": place == 0,
                ] as View
            },
        ] as View).adding(display.credit(attached.facts))
    }
}
