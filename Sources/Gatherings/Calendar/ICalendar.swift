import Foundation
import Kernel

/// A calendar as other programs read it (RFC 5545): lines of at most 75 octets, ended by CRLF.
struct ICalendar {
    struct Event {
        enum Time {
            case moments(Instant, Instant, ZoneClock)
            case day(Day)
        }

        enum Status: String { case tentative = "TENTATIVE", confirmed = "CONFIRMED", cancelled = "CANCELLED" }

        let uid: String
        let sequence: Int
        let changedAt: Instant
        let time: Time
        let summary: String
        var description: String?
        var location: String?
        var url: String?
        var status = Status.confirmed
    }

    let name: String
    let language: String
    let events: [Event]

    static let type = "text/calendar; charset=utf-8"

    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ponte//Gatherings//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "NAME:\(Self.escaped(name))", "X-WR-CALNAME:\(Self.escaped(name))",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
        ]
        for (_, range) in zones.sorted(by: { $0.key < $1.key }) { lines += Self.timeZone(range.clock, from: range.from, to: range.to) }
        for event in events { lines += self.lines(of: event) }
        lines.append("END:VCALENDAR")
        return lines.flatMap(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    private func lines(of event: Event) -> [String] {
        var lines = [
            "BEGIN:VEVENT", "UID:\(Self.escaped(event.uid))", "DTSTAMP:\(Self.utc(event.changedAt))", "LAST-MODIFIED:\(Self.utc(event.changedAt))", "SEQUENCE:\(event.sequence)",
            "STATUS:\(event.status.rawValue)", "SUMMARY;LANGUAGE=\(language):\(Self.escaped(event.summary))",
        ]
        switch event.time {
        case .moments(let start, let end, let clock):
            lines += [Self.stamp("DTSTART", start, clock), Self.stamp("DTEND", end, clock)]
        case .day(let day):
            lines += ["DTSTART;VALUE=DATE:\(Self.date(day))", "DTEND;VALUE=DATE:\(Self.date(Day(daysSince1970: day.daysSince1970 + 1)))", "TRANSP:TRANSPARENT"]
        }
        if let location = event.location { lines.append("LOCATION:\(Self.escaped(location))") }
        if let description = event.description { lines.append("DESCRIPTION:\(Self.escaped(description))") }
        if let url = event.url { lines.append("URL:\(url)") }
        lines.append("END:VEVENT")
        return lines
    }

    // MARK: time zones

    private typealias Span = (clock: ZoneClock, from: Instant, to: Instant)

    private var zones: [String: Span] {
        var zones: [String: Span] = [:]
        for event in events {
            guard case .moments(let start, let end, let clock) = event.time, clock != .utc else { continue }
            let known = zones[clock.zone.identifier]
            zones[clock.zone.identifier] = (clock, min(known?.from ?? start, start), max(known?.to ?? end, end))
        }
        return zones
    }

    /// Every jump of the clock from the one before the first event to a year after the last, each as an observance of its own.
    private static func timeZone(_ clock: ZoneClock, from: Instant, to: Instant) -> [String] {
        let year = Duration.seconds(366 * 86_400)
        let jumps = clock.jumps(from: from.adding(.zero - year - year), to: to.adding(year))
        var lines = ["BEGIN:VTIMEZONE", "TZID:\(clock.zone.identifier)"]
        if jumps.isEmpty {
            let offset = clock.offset(at: from)
            lines += observance("STANDARD", "19700101T000000", offset, offset)
        }
        for jump in jumps {
            let (before, after) = (clock.offset(at: jump.adding(.seconds(-1))), clock.offset(at: jump))
            let onset = floating(jump.adding(.seconds(before)))
            lines += observance(clock.zone.isDaylightSavingTime(for: jump.date) ? "DAYLIGHT" : "STANDARD", onset, before, after)
        }
        return lines + ["END:VTIMEZONE"]
    }

    private static func observance(_ kind: String, _ start: String, _ before: Int, _ after: Int) -> [String] {
        ["BEGIN:\(kind)", "DTSTART:\(start)", "TZOFFSETFROM:\(offset(before))", "TZOFFSETTO:\(offset(after))", "END:\(kind)"]
    }

    private static func offset(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        return (seconds < 0 ? "-" : "+") + ZoneClock.Reading.two(minutes / 60) + ZoneClock.Reading.two(minutes % 60)
    }

    // MARK: values

    private static func stamp(_ name: String, _ instant: Instant, _ clock: ZoneClock) -> String {
        if clock == .utc { return "\(name):\(utc(instant))" }
        // In the hour that autumn repeats, a local time says the first of two moments: the second is said in UTC.
        if let first = clock.moments(showing: clock.reading(of: instant)).first, first != instant, first.milliseconds / 60_000 != instant.milliseconds / 60_000 { return "\(name):\(utc(instant))" }
        return "\(name);TZID=\(clock.zone.identifier):\(floating(instant.adding(.seconds(clock.offset(at: instant)))))"
    }

    static func utc(_ instant: Instant) -> String { floating(instant) + "Z" }

    /// `20260329T013000`, of the moment as UTC writes it.
    private static func floating(_ instant: Instant) -> String {
        String(instant.description.prefix(19)).replacingOccurrences(of: "-", with: "").replacingOccurrences(of: ":", with: "")
    }

    private static func date(_ day: Day) -> String { day.description.replacingOccurrences(of: "-", with: "") }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\", ";", ",": escaped += "\\\(character)"
            case _ where character.isNewline: escaped += "\\n"
            case _ where character.unicodeScalars.allSatisfy { $0.value < 32 }: continue
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A line cut into pieces of at most 75 octets, never inside a character; each but the first begins with a space.
    static func folded(_ line: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var octets = 0
        for scalar in line.unicodeScalars {
            let width = String(scalar).utf8.count
            if octets + width > 75 {
                pieces.append(piece)
                piece = " "
                octets = 1
            }
            piece.unicodeScalars.append(scalar)
            octets += width
        }
        return pieces + [piece]
    }
}
