import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Gatherings

/// Registering: with and without an account, never more people than places, and a way back.
@Suite struct RegistrationTests {
    @Test(arguments: Engines.all) func `Fifty who register at once never get more places than there are, and the rest wait in order`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let person = try await house.person(.cityOfficer)
            let id = try await house.visit(by: person, capacity: 20)
            let results = try await withThrowingTaskGroup(of: Registration.State.self) { group in
                for number in 1...50 { group.addTask { try await house.register("Guest \(number)", at: id).state } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0 == .registered } == 20 && results.count { $0 == .waiting } == 30)
            let all = try await house.database.read { try Registrations.all(id, $0) }
            #expect(all.count { $0.state == .registered } == 20 && all.count == 50)
            // Ten withdraw at once: ten move up, in the order in which they came.
            let (seated, waiting) = (all.filter { $0.state == .registered }, all.filter { $0.state == .waiting })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for registration in seated.prefix(10) { group.addTask { try await Withdraw(id: registration.id).run(house.installation.house, house.trail) } }
                try await group.waitForAll()
            }
            let after = try await house.database.read { try Registrations.all(id, $0) }
            #expect(Set(after.filter { $0.state == .registered }.map(\.id)) == Set(seated.dropFirst(10).map(\.id) + waiting.prefix(10).map(\.id)))
            #expect(after.count == 40, "of those without an account nothing is kept")
            #expect(try await house.letters("movedUp").count == 10)
        }
    }

    @Test(arguments: Engines.all) func `A visitor registers without an account, changes it by the link of the letter, and withdraws`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await house.visit(by: try await house.person(.cityOfficer), capacity: 1)
            let visitor = house.visitor()
            let bare = try await visitor.post("/gatherings/\(id)/register", [("name", "Amal Nasser"), ("email", "amal@mail")], from: "/gatherings/\(id)/register")
            #expect(bare.status == 400 && bare.links.contains("#email") && bare.links.contains("#agreed") && bare.value("name") == "Amal Nasser")
            let fields = [("name", "Amal Nasser"), ("email", "Amal@Mail.example"), ("needs", "A lift"), ("agreed", "yes")]
            let done = try await visitor.post("/gatherings/\(id)/register?lang=ar", fields)
            #expect(done.status == 200 && done.says("amal@mail.example"))
            // The same again says the same: nobody learns from the page whose address is known.
            let again = try await house.visitor().post("/gatherings/\(id)/register?lang=ar", fields, from: "/gatherings/\(id)/register")
            #expect(again.status == 200 && again.texts("h1") == done.texts("h1"))
            #expect(try await house.database.read { try Registrations.all(id, $0).count } == 1)
            let letter = try #require(try await house.letters("registered").first)
            #expect(letter.language == .ar && letter.values["where"]?.contains("Palazzo") == true)
            let link = try #require(letter.link)
            let second = try await house.register("Second Guest", at: id)
            #expect(second.state == .waiting)
            #expect(try await house.visitor().get(link).value("needs") == "A lift")
            #expect(try await visitor.post(link, [("name", "Amal N."), ("needs", "")], from: link).status == 303)
            #expect(try await house.database.read { try Registrations.all(id, $0) }.first { $0.name == "Amal N." }?.needs == nil)
            #expect(try await house.visitor().get(link + "x").status == 404)
            #expect(try await house.visitor().get("/registrations/none").status == 404)
            #expect(try await visitor.post("\(link)/withdraw", from: link).status == 303)
            #expect(try await house.visitor().get(link).status == 404, "everything told is deleted")
            #expect(try await house.database.read { try Registrations.byID(second.id, $0) }?.state == .registered)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `By invitation only those who are invited register; they accept by the letter`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let id = try await house.visit(by: try #require(officer.person), admission: .invited, announced: false)
            let member = try await house.signIn(as: .member, name: "Mirela Popa")
            let people = "/gatherings/\(id)/people"
            let invitation = [("name", "Mirela Popa"), ("email", TestHouse.email("Mirela Popa")), ("role", "expert"), ("language", "it")]
            #expect(try await officer.post("\(people)/invite", invitation, from: people).status == 303)
            #expect(try await officer.post("\(people)/invite", invitation).says("on the list already"))
            #expect(try await house.letters("invited").isEmpty, "before it is announced nobody is written to")
            #expect(try await TakeStep(id: id, step: "announce", reason: nil, person: try #require(officer.person)).run(house.installation.house, house.trail) == [])
            let link = try #require(try await house.letters("invited").first?.link)
            #expect(try await house.visitor().get("/gatherings/\(id)").status == 404)
            let stranger = try await house.signIn(as: .member)
            #expect(try await stranger.get("/gatherings/\(id)/register").says("Only people who are invited"))
            let refused = try await stranger.post("/gatherings/\(id)/register")
            #expect(refused.status == 409 && refused.says("Only people who are invited"))
            #expect(try await member.get("/gatherings/\(id)").says("You are invited"))
            #expect(try await member.post(link, [("name", "Mirela Popa"), ("needs", "Vegetarian")], from: link).status == 303)
            #expect(try await member.get("/gatherings/\(id)").says("You are registered."))
            let shown = try await officer.get(people)
            #expect(shown.says("Expert") && shown.says("Vegetarian") && shown.says("1 registered"))
            #expect(try await member.get(people).status == 403)
        }
    }

    @Test(arguments: Engines.all) func `It is too late when it has begun, is full of nobody, or was cancelled`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let person = try await house.person(.cityOfficer)
            let id = try await house.visit(by: person, inDays: 2)
            house.clock.advance(by: .seconds(3 * 86_400))
            await #expect(throws: Problem.refused(reason: "gatherings.problem.begun")) { try await house.register("Late Guest", at: id) }
            let cancelled = try await house.visit(by: person)
            _ = try await TakeStep(id: cancelled, step: "cancel", reason: "Rain", person: person).run(house.installation.house, house.trail)
            await #expect(throws: Problem.refused(reason: "gatherings.problem.cancelled")) { try await house.register("Late Guest", at: cancelled) }
        }
    }

    @Test(arguments: Engines.all) func `Registrations go a year after the gathering`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await house.visit(by: try await house.person(.cityOfficer), inDays: 1)
            _ = try await house.register("Amal Nasser", at: id)
            house.clock.advance(by: .seconds(366 * 86_400))
            #expect(try await house.installation.applyExpiries()["registration"] == nil)
            house.clock.advance(by: .seconds(3 * 86_400))
            #expect(try await house.installation.applyExpiries()["registration"] == 1)
        }
    }

    @Test(arguments: Engines.all) func `A letter reaches whoever has no account, and nobody once the registration is gone`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await house.visit(by: try await house.person(.cityOfficer))
            let registration = try await house.register("Amal Nasser", at: id)
            let found = try await house.database.read { try GatheringsModule.correspondent(registration.correspondent, $0) }
            #expect(found?.name == "Amal Nasser" && found?.email == TestHouse.email("Amal Nasser"))
            try await Withdraw(id: registration.id).run(house.installation.house, house.trail)
            #expect(try await house.database.read { try GatheringsModule.correspondent(registration.correspondent, $0) } == nil)
        }
    }
}
