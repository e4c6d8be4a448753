import Kernel
import Testing
@testable import Gatherings

@Suite struct ICalendarTests {
    private func calendar(_ start: String, _ end: String, summary: String = "A visit", status: ICalendar.Event.Status = .confirmed) throws -> String {
        let rome = try #require(ZoneClock("Europe/Rome"))
        let event = ICalendar.Event(
            uid: "gathering-1@ponte.example.eu", sequence: 2, changedAt: try #require(Instant("2026-01-02T03:04:05.000Z")),
            time: .moments(try #require(Instant(start)), try #require(Instant(end)), rome), summary: summary, description: "One\nTwo; three, four\\", location: "Roma", status: status)
        return ICalendar(name: "Ponte", language: "en", events: [event]).text
    }

    @Test func `Lines end with CRLF and have at most 75 octets, never cut inside a character`() throws {
        let text = try calendar("2026-03-28T08:00:00.000Z", "2026-03-30T14:00:00.000Z", summary: String(repeating: "زيارة 👩‍👧 für Mütter ", count: 20))
        #expect(text.hasSuffix("END:VCALENDAR\r\n"))
        let lines = text.components(separatedBy: "\r\n").dropLast()
        for line in lines { #expect(line.utf8.count <= 75 && !line.contains("\n") && !line.contains("\r"), "\(line)") }
        let unfolded = text.replacingOccurrences(of: "\r\n ", with: "")
        #expect(unfolded.contains("SUMMARY;LANGUAGE=en:" + String(repeating: "زيارة 👩‍👧 für Mütter ", count: 20)))
        #expect(unfolded.contains("DESCRIPTION:One\\nTwo\\; three\\, four\\\\\r\n"))
    }

    @Test func `Hours are those of Rome on both sides of the change, and the zone says when it changes`() throws {
        let text = try calendar("2026-03-28T08:00:00.000Z", "2026-03-30T14:00:00.000Z")
        #expect(text.contains("DTSTART;TZID=Europe/Rome:20260328T090000\r\nDTEND;TZID=Europe/Rome:20260330T160000\r\n"))
        #expect(text.contains("BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n"))
        #expect(text.contains("BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"))
    }

    @Test func `The second of two equal hours is said in UTC`() throws {
        let text = try calendar("2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z")
        #expect(text.contains("DTSTART;TZID=Europe/Rome:20261025T023000\r\nDTEND:20261025T013000Z\r\n"))
    }

    @Test func `What must be there is there, and what was cancelled stays as cancelled`() throws {
        let text = try calendar("2026-03-28T08:00:00.000Z", "2026-03-30T14:00:00.000Z", status: .cancelled)
        for line in ["VERSION:2.0", "PRODID:-//Ponte//Gatherings//EN", "UID:gathering-1@ponte.example.eu", "DTSTAMP:20260102T030405Z", "SEQUENCE:2", "STATUS:CANCELLED", "LAST-MODIFIED:20260102T030405Z"] {
            #expect(text.contains("\r\n\(line)\r\n"), "\(line)")
        }
        #expect(!text.contains("ATTENDEE"))
    }
}
