import Foundation
import Kernel
import Store
import Trail

/// What Members needs to know of the installation; filled by App.
public struct MembersPorts: Sendable {
    /// Whether letters go out; without a mail server they wait in the outbox.
    public let isMailSet: Bool

    /// Seals what the database must not tell: the same on all processes of the installation.
    public let secret: String

    /// Puts the content that Ponte comes with on record.
    public let loadStarter: @Sendable () async throws -> Void

    public let health: @Sendable () async throws -> InstallationHealth

    /// Asks a server elsewhere.
    /// - Throws: `OutsideSilence`.
    public let ask: @Sendable (OutsideQuestion) async throws -> OutsideAnswer
    /// What all rooms keep, tables that refer to others first.
    public let kept: [KeptTable]

    /// Whom people write to about their data: a name and an address; nil where nobody has said.
    public let privacyContact: String?
    /// Which addresses webhooks may have.
    public let webhookReach: WebhookReach
    /// Puts the pages that Ponte comes with on record: for readers at once, or as drafts.
    public var loadPages: @Sendable (_ published: Bool) async throws -> Void = { _ in }

    /// Begins the page that an address of this site names, as an empty draft, where there is none of that name.
    public var beginPage: @Sendable (_ address: String, _ title: String, _ language: Language, _ person: PersonID) async throws -> Void = { _, _, _, _ in }

    /// What other rooms have for administrators.
    public var rooms: [AdministrationRoom] = []

    /// What this process does beside its answers.
    public var jobs: @Sendable () async throws -> [JobReport] = { [] }

    /// The archives of everything that were made here.
    public var exports: ExportPort?

    /// What an organisation may work on: codes with a label each at `compendium.policyArea.<code>`.
    public var policyAreas: [String] = []

    /// Where other rooms speak of an organisation.
    public var organisationLinks: @Sendable (OrganisationID, Language, Reader) throws -> [(label: String, href: String)] = { _, _, _ in [] }

    public init(
        isMailSet: Bool, secret: String, loadStarter: @escaping @Sendable () async throws -> Void, health: @escaping @Sendable () async throws -> InstallationHealth,
        ask: @escaping @Sendable (OutsideQuestion) async throws -> OutsideAnswer, kept: [KeptTable], privacyContact: String?, webhookReach: WebhookReach = .internet
    ) {
        self.kept = kept
        self.privacyContact = privacyContact
        self.webhookReach = webhookReach
        self.health = health
        self.ask = ask
        self.loadStarter = loadStarter
        self.isMailSet = isMailSet
        self.secret = secret
    }
}

/// Something for administrators that another room has: where, and what it says, as text keys.
public struct AdministrationRoom: Sendable {
    let href: String
    let name: String
    let text: String

    public init(href: String, name: String, text: String) {
        self.href = href
        self.name = name
        self.text = text
    }
}

/// A piece of work in the background, as this process sees it.
public struct JobReport: Sendable {
    /// `letters`, `vectors` … : the last part of its text keys.
    public let name: String
    /// false: not set up here, so it never runs.
    public let isOn: Bool
    public let isRunning: Bool
    public let lastAt: Instant?
    public let nextAt: Instant?
    public let waiting: Int?
    /// Failures since it last went well.
    public let failures: Int
    /// Of the last failure, without anybody's data.
    public let problem: String?

    public init(name: String, isOn: Bool, isRunning: Bool, lastAt: Instant?, nextAt: Instant?, waiting: Int?, failures: Int, problem: String?) {
        self.name = name
        self.isOn = isOn
        self.isRunning = isRunning
        self.lastAt = lastAt
        self.nextAt = nextAt
        self.waiting = waiting
        self.failures = failures
        self.problem = problem
    }
}

/// Archives of everything, made in the background and kept for a day.
public struct ExportPort: Sendable {
    public struct Export: Sendable {
        public enum State: Sendable, Equatable {
            /// So many of so many kinds of records are written.
            case running(done: Int, of: Int)
            case ready(bytes: Int)
            case failed
        }

        public let id: String
        public let orderedAt: Instant
        public let endsAt: Instant
        public let state: State

        public init(id: String, orderedAt: Instant, endsAt: Instant, state: State) {
            self.id = id
            self.orderedAt = orderedAt
            self.endsAt = endsAt
            self.state = state
        }
    }

    /// Where one lies, so that it is sent from the disk and not from memory.
    public struct File: Sendable {
        public let place: URL
        public let bytes: Int

        public init(place: URL, bytes: Int) {
            self.place = place
            self.bytes = bytes
        }
    }

    /// The newest first.
    public let list: @Sendable () async -> [Export]
    /// Begins one; a second order while one runs begins nothing.
    public let order: @Sendable () async throws -> Void
    /// nil: there is none of this name, or it is not ready.
    public let file: @Sendable (_ id: String) async throws -> File?

    public init(
        list: @escaping @Sendable () async -> [Export], order: @escaping @Sendable () async throws -> Void, file: @escaping @Sendable (_ id: String) async throws -> File?
    ) {
        self.list = list
        self.order = order
        self.file = file
    }
}

/// The state of the installation, as this process sees it.
public struct InstallationHealth: Sendable {
    /// "SQLite 3.40.1".
    public let database: String
    public let migrations: Int
    public let practices: Int
    public let usesMeaning: Bool

    public init(database: String, migrations: Int, practices: Int, usesMeaning: Bool) {
        self.database = database
        self.migrations = migrations
        self.practices = practices
        self.usesMeaning = usesMeaning
    }
}
