import Kernel
import Web

/// The form of the fiche of a partner search, with what holds between its fields.
enum PartnerSearchForm {
    /// - Parameter search: as it stands; nil for a new one. A day that passed since it was written may stay.
    static func read(_ fields: Fields, search: PartnerSearch?, today: Day) -> PlanForm {
        var form = PlanForm(fields, PartnerSearch.spec)
        if form.values["isPublic"] == "1", form.values["contactMail"] == nil, form.values["contactPhone"] == nil { form.report("contactMail", "programmes.problem.contactMissing") }
        if let day = form.day("closesDay"), day < today, day != search?.closesDay { form.report("closesDay", "programmes.problem.dayPassed") }
        return form
    }
}
