import HTTPTypes

/// One row of a room's route table: a URL, who may open it, and what answers.
public struct Route: Sendable {
    public enum Kind: String, Sendable {
        /// A page for people; problems become pages.
        case page
        /// A form that is sent; checked against forgery.
        case form
        /// For machines; problems become problem details (RFC 9457).
        case api
        /// Bytes that pages show or people save. No form follows, so a visitor gets no cookie with it; problems become pages.
        case file
    }

    public enum Caching: Sendable, Equatable {
        /// Never kept: anything that depends on who asks.
        case never
        /// The same for everyone, and kept in memory until the data changes; a person who is signed in gets it inside a frame of
        /// their own. The handler is given a visitor, so that nothing of the person can get into it.
        ///
        /// `reading`: the names of the query that it depends on. Whatever else an address carries (a campaign's mark, a number against
        /// caches) is not seen and makes no other page. nil: the whole query.
        case shared(reading: Set<String>?)

        /// The same for everyone, whatever the query says.
        public static let shared = Caching.shared(reading: [])
    }

    public typealias Handler = @Sendable (Visit) async throws -> Answer

    public let method: HTTPRequest.Method
    /// Router pattern: `/practices/{slug}`.
    public let path: String
    public let access: Access
    public let kind: Kind
    public let caching: Caching
    /// Largest body accepted, in bytes.
    public let bodyLimit: Int
    /// Whether its form may bring files, as `multipart/form-data`.
    public let takesFiles: Bool
    /// What a token must have been made for. Such a route is opened by tokens only: a session in a browser opens none of them, so that
    /// no other site can make use of it.
    public let scope: TokenScope?
    public let handle: Handler

    public init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, kind: Kind, caching: Caching = .never,
        bodyLimit: Int = 256 * 1024, takesFiles: Bool = false, scope: TokenScope? = nil, handle: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.kind = kind
        self.caching = caching
        self.bodyLimit = bodyLimit
        self.takesFiles = takesFiles
        self.scope = scope
        self.handle = handle
    }

    public static func page(_ path: String, _ access: Access, caching: Caching = .never, _ handle: @escaping Handler) -> Route {
        Route(.get, path, access, kind: .page, caching: caching, handle: handle)
    }

    public static func form(_ path: String, _ access: Access, _ handle: @escaping Handler) -> Route {
        Route(.post, path, access, kind: .form, handle: handle)
    }

    /// A form with files; checked like any other.
    /// - Parameter bodyLimit: for the whole form, files and all, in bytes.
    public static func upload(_ path: String, _ access: Access, bodyLimit: Int, _ handle: @escaping Handler) -> Route {
        Route(.post, path, access, kind: .form, bodyLimit: bodyLimit, takesFiles: true, handle: handle)
    }

    /// Bytes that pages show or people save.
    public static func file(_ path: String, _ access: Access, _ handle: @escaping Handler) -> Route {
        Route(.get, path, access, kind: .file, handle: handle)
    }

    /// For machines, to be read with GET.
    public static func apiRead(_ path: String, _ access: Access, caching: Caching = .never, _ handle: @escaping Handler) -> Route {
        Route(.get, path, access, kind: .api, caching: caching, handle: handle)
    }

    /// For programs with a token.
    public static func program(_ method: HTTPRequest.Method, _ path: String, _ scope: TokenScope, _ access: Access, _ handle: @escaping Handler) -> Route {
        Route(method, path, access, kind: .api, scope: scope, handle: handle)
    }

    /// For machines, sent with POST.
    public static func apiSend(_ path: String, _ access: Access, _ handle: @escaping Handler) -> Route {
        Route(.post, path, access, kind: .api, handle: handle)
    }
}

/// Who may open a route. There is no default: every row says it.
public enum Access: Sendable, Hashable, CustomStringConvertible {
    case anyone
    case signedIn
    /// Somebody who holds the permission in any scope; the handler asks about the record itself.
    case holding(Permission)
    /// Whoever watches the service: from this machine and not through a proxy, or with the token of the settings.
    case watcher
    /// Only while the demonstration runs.
    case demonstration

    public var description: String {
        switch self {
        case .anyone: "anyone"
        case .signedIn: "signed in"
        case .holding(let permission): permission.name
        case .watcher: "this machine, or the watcher's token"
        case .demonstration: "demonstration only"
        }
    }
}

/// Something a role may do: `need.write`, `audit.read`. Which role holds which is one table in Members.
public struct Permission: Sendable, Hashable, ExpressibleByStringLiteral {
    public let name: String
    public init(stringLiteral value: String) { name = value }
}
