import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// What is the same for everyone: known by its address, kept until the data changes or the day is over, put into each person's own frame.
extension Door {
    /// What a shared answer is known by; nil when the answer is not shared.
    func sharedKey(_ route: Route, _ request: Request, _ query: Fields, _ language: Language) -> String? {
        guard case .shared(let names) = route.caching, request.method == .get || request.method == .head else { return nil }
        // Pages say what is due and what is over: tomorrow they say something else.
        return "\(house.clock.now.day) \(language.code) \(request.uri.path)?\((names.map(query.keeping) ?? query).encoded)"
    }

    /// - Parameter isWhole: false leaves the frame of visitors out, for somebody who sees the page in a frame of their own.
    /// - Returns: nil for an answer without content, or with a file, which is not kept in memory.
    func entry(_ answer: Answer, _ visit: Visit, isWhole: Bool) throws -> PageCache.Entry? {
        switch answer.content {
        case .none, .stored: return nil
        case .bytes(let bytes, let type): return PageCache.Entry(page: LaidOut(bytes: bytes), type: type)
        case .page(let page):
            let frame = { Frame(house: house, visit: visit, noticeKey: nil).view(for: page) }
            let laid =
                isWhole
                ? try house.renderer.layOut(page.template, page: page.view, frame: frame(), language: visit.language)
                : try house.renderer.blocks(page.template, page: page.view, frame: frame, language: visit.language)
            return PageCache.Entry(page: laid, type: Self.html, head: page.head, isWhole: isWhole)
        }
    }

    /// Shared content inside the frame of one person. Not compressed: the frame holds a form token.
    func framed(_ entry: PageCache.Entry, _ visit: Visit, _ request: Request, _ cookies: [Cookie]) throws -> Response {
        guard let page = entry.head else { return kept(entry, request, cookies) }
        var cookies = cookies
        let frame = frame(visit, request, &cookies).view(for: page)
        let bytes = try house.renderer.reframe(entry.page, page.template, frame: frame, language: visit.language)
        return response(.ok, [.contentType: Self.html, .cacheControl: "no-store"], cookies, ByteBuffer(bytes: bytes), request)
    }

    /// A kept page: compressed where that is welcome, with its style for those who arrive, or nothing at all when the browser has
    /// it already. Each form has its own tag.
    func kept(_ entry: PageCache.Entry, _ request: Request, _ cookies: [Cookie]) -> Response {
        let readsGzip = Gzip.isWelcome(request.headers[.acceptEncoding])
        let style = readsGzip && InlineStyle.isWelcome(request.headers) ? house.assets.inlineStyle : nil
        let arriving = style.flatMap { entry.compressed(with: $0) }
        let compressed = arriving ?? (readsGzip ? entry.compressed : nil)
        let etag = "\"\(entry.etag)\(arriving != nil ? "-styled" : compressed != nil ? "-gzip" : "")\""
        var headers: HTTPFields = [.eTag: etag, .cacheControl: "no-cache", .vary: "Cookie, Accept-Language, Accept-Encoding, Sec-Fetch-Site"]
        if let known = request.headers[.ifNoneMatch], known.split(separator: ",").contains(where: { $0.trimmingCharacters(in: .whitespaces) == etag }) {
            // Its headers take the place of those the browser kept, so the policy must go on letting the sheet of the kept page in.
            return response(.notModified, headers, cookies, ByteBuffer(), request, style: arriving == nil ? nil : style)
        }
        headers[.contentType] = entry.type
        if compressed != nil { headers[.contentEncoding] = "gzip" }
        return response(.ok, headers, cookies, compressed ?? entry.body, request, style: arriving == nil ? nil : style)
    }
}
