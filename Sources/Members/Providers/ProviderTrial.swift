import Kernel

/// What a try of a provider finds, one finding after the other, each said in plain words.
struct ProviderTrial: Sendable {
    enum Standing: String, Sendable { case good, note, bad }

    struct Finding: Sendable {
        let standing: Standing
        /// The end of a text key.
        let code: String
        let values: [String: String]
    }

    private(set) var findings: [Finding] = []

    var isGood: Bool { !findings.contains { $0.standing == .bad } }

    static func run(_ provider: Provider, secret: String?, backTo redirect: String, _ line: ProviderLine) async -> ProviderTrial {
        var trial = ProviderTrial()
        let description: ProviderDescription
        do {
            description = try await line.description(of: provider.issuer, isFresh: true)
        } catch {
            trial.tell(error, provider)
            return trial
        }
        trial.add(.good, "answers")
        if !description.responseTypes.contains(where: { $0.split(separator: " ").contains("code") }) { trial.add(.bad, "noCode") }
        switch description.challengeMethods {
        case .some(let methods) where methods.contains("S256"): trial.add(.good, "challenge")
        case .some: trial.add(.bad, "noChallenge")
        case nil: trial.add(.note, "challengeUnsaid")
        }
        let algorithms = description.algorithms.filter { ProviderKey.Algorithm(rawValue: $0) != nil }
        if algorithms.isEmpty { trial.add(.bad, "noAlgorithm", ["algorithms": description.algorithms.prefix(10).joined(separator: ", ")]) }
        do {
            let keys = try await line.keys(of: provider.issuer, at: description.keys, isFresh: true)
            if keys.isEmpty { trial.add(.bad, "noKeys") } else { trial.add(.good, "keys") }
        } catch {
            trial.add(.bad, "keysUnreadable", ["problem": "\(error)"])
        }
        await trial.tryClient(provider, description, secret, redirect, line)
        trial.add(.note, description.endSession == nil ? "noSignOut" : "signOut")
        return trial
    }

    private mutating func tryClient(_ provider: Provider, _ description: ProviderDescription, _ secret: String?, _ redirect: String, _ line: ProviderLine) async {
        guard let secret else { return add(.bad, "sealed") }
        do {
            switch try await line.knowsClient(description, provider.clientID, secret: secret, backTo: redirect) {
            case true?: add(.good, "client")
            case false?: add(.bad, "clientRefused")
            case nil: add(.note, "clientUnsure")
            }
        } catch {
            add(.note, "clientUnsure")
        }
    }

    private mutating func tell(_ error: any Error, _ provider: Provider) {
        let address = ProviderAddress.description(of: provider.issuer)
        switch error {
        case ProviderProblem.silent(let said): add(.bad, "silent", ["address": address, "problem": said])
        case ProviderProblem.status(let status, _): add(.bad, "status", ["address": address, "status": String(status)])
        case ProviderProblem.unreadable: add(.bad, "unreadable", ["address": address])
        case ProviderProblem.otherIssuer(let name): add(.bad, "otherIssuer", ["name": name, "issuer": provider.issuer])
        case ProviderProblem.lacksAddress(let name): add(.bad, "lacksAddress", ["name": name])
        case ProviderProblem.unsafeAddress(let name): add(.bad, "unsafeAddress", ["name": name])
        default: add(.bad, "silent", ["address": address, "problem": "\(error)"])
        }
    }

    private mutating func add(_ standing: Standing, _ code: String, _ values: [String: String] = [:]) {
        findings.append(Finding(standing: standing, code: code, values: values))
    }
}
