import Kernel
import Web

enum JobsPage {
    static func page(_ jobs: [JobReport], _ words: Wording) -> Page {
        Page(
            "members/jobs", title: words("members.jobs.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "jobs": jobs.map { row($0, words) },
                "failingText": jobs.contains { $0.failures > 0 } ? words("members.jobs.failing") : nil,
            ])
    }

    private static func row(_ job: JobReport, _ words: Wording) -> View {
        let format = Format(words.language)
        let state = !job.isOn ? "off" : job.failures > 0 ? "failing" : job.isRunning ? "running" : job.lastAt == nil ? "fresh" : "idle"
        return [
            "jobName": words("members.jobs.name.\(job.name)"), "jobText": words("members.jobs.meaning.\(job.name)"), "stateCode": state,
            "stateText": state == "failing" ? words.count("members.jobs.failures", job.failures) : words("members.jobs.\(state)"),
            "lastText": job.lastAt.map { format.moment($0) } ?? "–", "nextText": job.nextAt.map { format.moment($0) } ?? "–",
            "waitingText": job.waiting.map { format.number($0) } ?? "–", "problemText": job.problem,
        ]
    }
}
