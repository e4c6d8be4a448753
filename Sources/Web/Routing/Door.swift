import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Store

/// Runs every route in the same order: language, limits, session, access, body, forgery check, page cache, handler, failure,
/// headers. Nothing else in the house touches Hummingbird's requests.
public struct Door: Sendable {
    let house: House
    /// Finds who holds a session token; filled by Members.
    let findPerson: @Sendable (_ token: String) async throws -> Viewer.Person?
    /// For whom a program acts that shows a token; filled by Members.
    let findBearer: @Sendable (_ token: String) async throws -> Viewer.Person?
    /// The page shown in place when a visitor opens what needs an account; filled by Members.
    let signIn: @Sendable (Visit) async throws -> Answer
    let unsafeLimit: Throttle
    /// Forms with files are long; so many are read at once that memory is enough for all of them.
    let uploads = Seats(6, mostWaiting: 30)
    /// By token.
    let tokenLimit: Throttle
    /// By address: whoever tries tokens.
    let wrongTokenLimit: Throttle

    public init(
        house: House,
        findPerson: @escaping @Sendable (String) async throws -> Viewer.Person?,
        findBearer: @escaping @Sendable (String) async throws -> Viewer.Person?,
        signIn: @escaping @Sendable (Visit) async throws -> Answer
    ) {
        self.house = house
        self.findPerson = findPerson
        self.findBearer = findBearer
        self.signIn = signIn
        unsafeLimit = Throttle(capacity: 120, refillIn: 60, clock: house.clock)
        tokenLimit = Throttle(capacity: 300, refillIn: 60, clock: house.clock)
        wrongTokenLimit = Throttle(capacity: 30, refillIn: 60, clock: house.clock)
    }

    func answer(_ route: Route, _ request: Request, _ context: VisitContext) async -> Response {
        let cookies = Cookie.read(request.headers)
        let asked = Result { try Fields(encoded: request.uri.query ?? "") }
        let language = chosenLanguage((try? asked.get())?["lang"], cookies, request.headers)
        var visit = Visit(
            method: request.method, path: request.uri.path, headers: request.headers, language: language, address: address(request, context), id: context.id)
        var fresh: [Cookie] = []
        do {
            let query = try asked.get()
            if query.has("lang"), query["lang"] == language.code {
                fresh.append(Cookie(name: Cookie.language, value: language.code, maxAge: 31_536_000))
            }
            let isUnsafe = request.method != .get && request.method != .head
            if isUnsafe { try unsafeLimit.take(visit.address) }

            let bearer = Bearer.token(request.headers, at: request.uri.path)
            let token = bearer == nil && route.scope == nil ? cookies[Cookie.session] : nil
            let key = sharedKey(route, request, query, language)
            let version = house.freshness.version
            let known = key.flatMap { house.cache.entry($0, at: version) }
            if let known, known.isWhole, token == nil, bearer == nil, cookies[Cookie.notice] == nil { return kept(known, request, fresh) }

            let person = if let bearer { try await self.person(bearing: bearer, from: visit.address) } else { try await token.asyncFlatMap { try await findPerson($0) } }
            let holder = try visitHolder(person, cookies, route, &fresh)
            visit = Visit(
                method: request.method, path: request.uri.path, query: query, parameters: parameters(context), headers: request.headers,
                viewer: Viewer(person: person), language: language, form: Fields(),
                formToken: holder.isEmpty ? "" : FormToken.make(for: holder, key: house.site.key),
                address: visit.address, id: visit.id, target: request.uri.string)

            // What they may not do without is done before anything that needs an account; programs are refused for want of permissions.
            if let step = person?.firstStep, route.access != .anyone, route.kind != .api, !route.path.hasPrefix(step), route.path != "/sign-out" {
                return try respond(.seeOther(step), visit, request, fresh)
            }
            try checkToken(route, visit)
            guard try allows(route.access, visit) else {
                guard route.kind != .api else { throw Problem.refused(reason: "web.problem.signInFirst") }
                // The session ended while somebody was writing: what they sent goes through the door with them.
                // Not so with files: nobody's memory is filled by somebody unknown.
                if route.kind == .form, !route.takesFiles { visit = try await read(request, route, visit, holder: nil) }
                return try respond(await signIn(visit), visit, request, fresh)
            }
            if route.takesFiles {
                guard await uploads.take() else { throw Problem.unavailable(reason: "web.problem.manyUploads") }
                let answer: Answer
                do {
                    answer = try await route.handle(try await read(request, route, visit, holder: holder))
                } catch {
                    await uploads.leave()
                    throw error
                }
                await uploads.leave()
                return try respond(answer, visit, request, fresh)
            }
            if isUnsafe { visit = try await read(request, route, visit, holder: holder) }
            if let key, case .shared(let names) = route.caching {
                let hasOwnFrame = visit.viewer.isSignedIn || cookies[Cookie.notice] != nil
                if let known, known.isWhole || hasOwnFrame { return try framed(known, visit, request, fresh) }
                let shared = visit.shared(reading: names)
                let answer = try await route.handle(shared)
                guard answer.status == .ok, let entry = try entry(answer, shared, isWhole: !hasOwnFrame) else { return try respond(answer, visit, request, fresh) }
                if !answer.isPassing { house.cache.keep(entry, for: key, at: version) }
                return hasOwnFrame ? try framed(entry, visit, request, fresh) : kept(entry, request, fresh)
            }
            let answer = try await route.handle(visit)
            if case .page = answer.content, let person = try await signedInBy(answer) {
                visit = visit.seen(by: person, formToken: FormToken.make(for: person.session, key: house.site.key))
            }
            return try respond(answer, visit, request, fresh)
        } catch {
            return await failed(Failure(error), error, route.kind, visit, request, fresh, pattern: route.path)
        }
    }

    /// What no route answers: an unknown address, or a method that the address does not know.
    func answer(_ failure: Failure, _ kind: Route.Kind, _ request: Request, _ context: VisitContext) async -> Response {
        let cookies = Cookie.read(request.headers)
        let query = (try? Fields(encoded: request.uri.query ?? "")) ?? Fields()
        let person = (try? await cookies[Cookie.session].asyncFlatMap { try await findPerson($0) }) ?? nil
        let visit = Visit(
            method: request.method, path: request.uri.path, headers: request.headers, viewer: Viewer(person: person),
            language: chosenLanguage(query["lang"], cookies, request.headers), address: address(request, context), id: context.id)
        var response = await failed(failure, nil, kind, visit, request, [])
        // The router leaves the body out of its own answers to HEAD; this one it does not see.
        if request.method == .head { response.body = .init() }
        return response
    }

    // MARK: steps

    /// - Throws: `ProgramProblem.noToken` for one that opens nothing; `Problem.tooMany`.
    private func person(bearing token: String, from address: String) async throws -> Viewer.Person {
        guard let person = try await findBearer(token), let shown = person.token else {
            try wrongTokenLimit.take(address)
            throw ProgramProblem.noToken(isWrong: true)
        }
        try tokenLimit.take(shown.id.rawValue)
        return person
    }

    /// A route for programs asks for a token with its scope; a token opens such routes and what is open to anyone, nothing else.
    private func checkToken(_ route: Route, _ visit: Visit) throws {
        let token = visit.viewer.person?.token
        guard let scope = route.scope else {
            if token != nil, route.access != .anyone { throw Problem.refused(reason: "web.problem.notYours") }
            return
        }
        guard let token else { throw ProgramProblem.noToken(isWrong: false) }
        guard token.scopes.contains(scope) else { throw ProgramProblem.scopeMissing(scope) }
    }

    /// - Returns: false when a visitor must sign in first.
    private func allows(_ access: Access, _ visit: Visit) throws -> Bool {
        switch access {
        case .anyone: return true
        case .demonstration:
            guard house.site.isDemonstration else { throw Problem.notFound }
            return true
        case .watcher:
            guard Watcher.isGenuine(visit, house.site) else { throw Problem.notFound }
            return true
        case .signedIn: return visit.viewer.isSignedIn
        case .holding(let permission):
            guard visit.viewer.isSignedIn else { return false }
            guard visit.viewer.holds(permission) else { throw Problem.refused(reason: "web.problem.notYours") }
            return true
        }
    }

    /// Who has just signed in, when the answer says so: the page is already theirs.
    private func signedInBy(_ answer: Answer) async throws -> Viewer.Person? {
        guard let token = answer.cookies.first(where: { $0.name == Cookie.session })?.value, !token.isEmpty else { return nil }
        return try await findPerson(token)
    }

    /// - Parameter holder: what the form's token must be sealed from; nil: nothing is done with the form, so nothing is checked.
    private func read(_ request: Request, _ route: Route, _ visit: Visit, holder: String?) async throws -> Visit {
        var request = request
        let buffer: ByteBuffer
        do {
            buffer = try await request.collectBody(upTo: route.bodyLimit)
        } catch {
            throw Problem.tooLarge(limit: route.bodyLimit)
        }
        if route.takesFiles, let boundary = Multipart.boundary(request.headers[.contentType]) {
            let multipart = try Multipart(buffer, boundary: boundary)
            if let holder { try check(multipart.fields, visit, holder: holder) }
            return visit.sent(multipart.fields.removing(FormToken.field), files: multipart.files)
        }
        let data = Data(buffer.readableBytesView)
        let form: Fields
        if route.kind == .form {
            guard let text = String(validating: data, as: UTF8.self) else { throw Problem.invalid([FieldProblem("", "web.problem.notUTF8")]) }
            form = try Fields(encoded: text)
            if let holder { try check(form, visit, holder: holder) }
        } else {
            form = Fields()
        }
        return Visit(
            method: visit.method, path: visit.path, query: visit.query, parameters: visit.parameters, headers: visit.headers,
            viewer: visit.viewer, language: visit.language, form: form.removing(FormToken.field), body: data, formToken: visit.formToken,
            address: visit.address, id: visit.id, target: visit.target)
    }

    /// A request that another site caused is refused; a token that is too old sends the form back with what was typed.
    private func check(_ form: Fields, _ visit: Visit, holder: String) throws {
        if let from = visit.headers[InlineStyle.fetchSite], from != "same-origin", from != "none" {
            throw Problem.refused(reason: "web.problem.otherSite")
        }
        guard FormToken.isGenuine(form[FormToken.field], for: holder, key: house.site.key) else {
            throw ExpiredForm(fields: form.removing(FormToken.field))
        }
    }

    /// What form tokens are sealed from: the session, or for visitors a cookie made when they first need a form.
    private func visitHolder(_ person: Viewer.Person?, _ cookies: [String: String], _ route: Route, _ fresh: inout [Cookie]) throws -> String {
        if let person { return person.session }
        if let holder = cookies[Cookie.visit], holder.utf8.count >= 40 { return holder }
        guard route.caching == .never, route.kind != .api, route.kind != .file else { return "" }
        let holder = Secrets.token()
        fresh.append(Cookie(name: Cookie.visit, value: holder, maxAge: nil))
        return holder
    }

    private func respond(_ answer: Answer, _ visit: Visit, _ request: Request, _ cookies: [Cookie]) throws -> Response {
        var answer = answer
        answer.cookies = cookies + answer.cookies
        let bytes: [UInt8]
        let type: String?
        var stored: StoredFile?
        switch answer.content {
        case .none: (bytes, type) = ([], nil)
        case .bytes(let content, let contentType): (bytes, type) = (content, contentType)
        case .stored(let file, let contentType): (stored, bytes, type) = (file, [], contentType)
        case .page(let page):
            bytes = try page.laidOut(in: frame(visit, request, &answer.cookies))
            type = Self.html
        }
        var headers = answer.headers
        if let type { headers[.contentType] = type }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        var response = response(answer.status, headers, answer.cookies, ByteBuffer(bytes: bytes), request)
        if let stored {
            response.body = stored.body
            SecurityHeaders.addForFile(to: &response.headers)
        }
        return response
    }

    static let html = "text/html; charset=utf-8"
    private static let link = HTTPField.Name("Link")

    /// The frame for one person, with the message that waits for them; it is shown once.
    func frame(_ visit: Visit, _ request: Request, _ cookies: inout [Cookie]) -> Frame {
        let notice = Cookie.read(request.headers)[Cookie.notice]
        if notice != nil { cookies.append(Cookie(name: Cookie.notice, value: "", maxAge: 0)) }
        return Frame(house: house, visit: visit, noticeKey: notice)
    }

    private func failed(_ failure: Failure, _ error: (any Error)?, _ kind: Route.Kind, _ visit: Visit, _ request: Request, _ cookies: [Cookie], pattern: String = "") async -> Response {
        if failure.isUnexpected, let error, !(error is ExpiredForm) {
            house.logger.error("request failed", metadata: ["request": "\(visit.id)", "route": "\(pattern)", "error": "\(loggable(error))"])
        }
        do {
            let words = house.words(visit.language)
            let answer =
                if let expired = error as? ExpiredForm { Answer.page(expired.page(visit.target, words)) } else { try failure.answer(kind, visit, words: words) }
            return try respond(answer, visit, request, cookies)
        } catch {
            house.logger.error("the error page failed", metadata: ["request": "\(visit.id)", "error": "\(loggable(error))"])
            return response(.internalServerError, [.contentType: "text/plain; charset=utf-8"], [], ByteBuffer(string: "Internal error \(visit.id)"), request)
        }
    }

    /// - Parameter style: the style sheet when it is inside the page.
    func response(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, _ cookies: [Cookie], _ body: ByteBuffer, _ request: Request, style: InlineStyle? = nil
    ) -> Response {
        var headers = headers
        // The style is asked for with the first bytes and not when the page is read: on a slow line that is a fifth of a second.
        if style == nil, headers[.contentType] == Self.html, let link = Self.link {
            headers[link] = "<\(house.assets.prefix)/\(Assets.sheet)>; rel=preload; as=style"
        }
        SecurityHeaders.add(to: &headers, secure: house.site.isSecure, style: style?.source)
        for cookie in cookies { headers.append(HTTPField(name: .setCookie, value: cookie.header(secure: house.site.isSecure))) }
        return Response(status: status, headers: headers, body: .init(byteBuffer: body))
    }

    // MARK: reading

    private func parameters(_ context: VisitContext) -> [String: String] {
        Dictionary(context.parameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
    }

    private func address(_ request: Request, _ context: VisitContext) -> String {
        if house.site.isBehindProxy, let forwarded = HTTPField.Name("X-Forwarded-For").flatMap({ request.headers[$0] }),
            let last = forwarded.split(separator: ",").last
        {
            return last.trimmingCharacters(in: .whitespaces)
        }
        return context.address
    }

    /// The heaviest language of an `Accept-Language` that is shown; the first among equals.
    private func wished(_ header: String, _ facade: Facade) -> Language? {
        var best: (language: Language, weight: Double)?
        for wish in header.split(separator: ",") {
            let parts = wish.split(separator: ";", maxSplits: 1)
            let code = parts.first?.drop { $0 == " " }.prefix { $0 != "-" && $0 != " " } ?? ""
            guard let language = facade.shown(code.lowercased()) else { continue }
            let weight = parts.dropFirst().first.flatMap { part in part.firstIndex(of: "=").flatMap { Double(part[part.index(after: $0)...].filter { $0 != " " }) } } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language
    }

    /// The asked-for language, else the remembered one, else the browser's first that is shown, else the network's own.
    private func chosenLanguage(_ asked: String?, _ cookies: [String: String], _ headers: HTTPFields) -> Language {
        let facade = house.facade
        if let language = asked.flatMap(facade.shown) ?? cookies[Cookie.language].flatMap(facade.shown) { return language }
        return headers[.acceptLanguage].flatMap { wished($0, facade) } ?? facade.language
    }
}

extension Optional where Wrapped: Sendable {
    public func asyncFlatMap<Value>(_ body: (Wrapped) async throws -> Value?) async rethrows -> Value? {
        guard let self else { return nil }
        return try await body(self)
    }
}
