import Foundation
import HTTPTypes
import Kernel

/// One request, read: who asks, in which language, for what.
public struct Visit: Sendable {
    public let method: HTTPRequest.Method
    public let path: String
    public let query: Fields
    public let parameters: [String: String]
    public let headers: HTTPFields
    public let viewer: Viewer
    public let language: Language
    /// The form that was sent; empty for other requests.
    public let form: Fields
    public let body: Data
    /// The files that came with the form, where the route takes any.
    public let files: [UploadedFile]
    /// The token that this visitor's forms must carry.
    public let formToken: String
    /// The address of the client, for limits only; never stored.
    public let address: String
    public let id: String
    /// The whole address asked for, path and query.
    public let target: String

    public init(
        method: HTTPRequest.Method, path: String, query: Fields = Fields(), parameters: [String: String] = [:], headers: HTTPFields = [:],
        viewer: Viewer = .visitor, language: Language = .en, form: Fields = Fields(), body: Data = Data(), files: [UploadedFile] = [], formToken: String = "",
        address: String = "", id: String = "", target: String? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.parameters = parameters
        self.headers = headers
        self.viewer = viewer
        self.language = language
        self.form = form
        self.body = body
        self.files = files
        self.formToken = formToken
        self.address = address
        self.id = id
        self.target = target ?? path
    }

    /// The same request as anybody could make it: no person, no token, and of the query only what is read.
    func shared(reading names: Set<String>?) -> Visit {
        Visit(
            method: method, path: path, query: names.map(query.keeping) ?? query, parameters: parameters, headers: headers, language: language, address: address,
            id: id)
    }

    /// The same request, seen by somebody who has signed in with it.
    func seen(by person: Viewer.Person, formToken: String) -> Visit {
        Visit(
            method: method, path: path, query: query, parameters: parameters, headers: headers, viewer: Viewer(person: person), language: language, form: form,
            body: body, formToken: formToken, address: address, id: id, target: target)
    }

    /// The same request, with the form that it brought.
    func sent(_ form: Fields, files: [UploadedFile]) -> Visit {
        Visit(
            method: method, path: path, query: query, parameters: parameters, headers: headers, viewer: viewer, language: language, form: form, files: files,
            formToken: formToken, address: address, id: id, target: target)
    }

    /// A named part of the path.
    /// - Throws: `Problem.notFound` when it is missing or not a possible name.
    public func parameter(_ name: String) throws -> String {
        guard let value = parameters[name]?.removingPercentEncoding, !value.isEmpty, value.utf8.count <= 200, !value.utf8.contains(0) else { throw Problem.notFound }
        return value
    }

    public func cookie(_ name: String) -> String? { Cookie.read(headers)[name] }

    /// The signed-in person.
    /// - Throws: `Problem.refused` for a visitor.
    public func person() throws -> Viewer.Person {
        guard let person = viewer.person else { throw Problem.refused(reason: "web.problem.signInFirst") }
        return person
    }
}
