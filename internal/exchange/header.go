package exchange

import (
	"strings"
	"unicode"
)

// meaning is what a column is about.
type meaning string

// What a column may be about; the words that a plan tells it with.
const (
	nothing       meaning = ""
	numberColumn  meaning = "our number"
	idColumn      meaning = "external id"
	nameColumn    meaning = "name"
	companyColumn meaning = "company"
	contactColumn meaning = "contact"
	roleColumn    meaning = "contact's role"
	othersColumn  meaning = "other contacts"
	mailColumn    meaning = "contact, where none is named"
	valueColumn   meaning = "value"
	stageColumn   meaning = "stage"
	statusColumn  meaning = "status"
	ownerColumn   meaning = "owner"
	ownerMail     meaning = "owner, by e-mail"
	ownerName     meaning = "owner, by name"
	benefitColumn meaning = "benefit"
	createdColumn meaning = "created"
	touchColumn   meaning = "last touch"
	closedColumn  meaning = "closed"
	reasonColumn  meaning = "reason"
	realColumn    meaning = "real reason"
	lineColumn    meaning = "line for the channel"
	lookColumn    meaning = "another look"
	callColumn    meaning = "call-back"
	callWhy       meaning = "call-back's reason"
	pauseColumn   meaning = "pause until"
	pauseWhy      meaning = "pause's reason"
	stepColumn    meaning = "next step"
	stepOn        meaning = "next step's day"
	ourWord       meaning = "a word of ours" // written by us, and not read
)

// names are how systems call their columns, by letters and digits alone. The first
// of each is what export writes, where it writes it.
var names = map[meaning][]string{
	numberColumn:  {"#", "deal #", "deal number", "our number", "number", "nr", "no"},
	idColumn:      {"external id", "id", "record id", "opportunity id", "deal id", "crm id", "external", "record id - deal", "datensatz-id", "vorgangs-id", "18 character oppty id", "hs_object_id", "uid", "key", "reference"},
	nameColumn:    {"name", "deal", "deal name", "opportunity", "opportunity name", "title", "deal title", "deal - title", "deal-name", "dealname", "verkaufschance", "geschäft", "bezeichnung", "titel", "potential name", "project", "projekt", "lead"},
	companyColumn: {"company", "company name", "account", "account name", "organisation", "organization", "organisation name", "organization name", "deal - organization", "associated company", "associated companies", "customer", "client", "firma", "firmenname", "unternehmen", "kunde", "business"},
	contactColumn: {"contact", "contact name", "contact person", "primary contact", "associated contact", "associated contacts", "person", "deal - contact person", "kontakt", "kontaktperson", "ansprechpartner", "ansprechpartnerin", "full name"},
	roleColumn:    {"contact role", "contact's role", "contact title", "contact position", "contact job title", "funktion", "kontaktrolle"},
	othersColumn:  {"other contacts", "further contacts", "more contacts", "weitere kontakte", "weitere ansprechpartner"},
	mailColumn:    {"contact e-mail", "contact email", "e-mail", "email", "email address", "e-mail address", "mail", "e-mail-adresse"},
	valueColumn:   {"value", "amount", "deal value", "deal - value", "deal size", "deal amount", "opportunity amount", "worth", "revenue", "expected revenue amount", "total", "price", "betrag", "wert", "summe", "volumen", "auftragswert", "umsatz", "amount in company currency", "acv", "tcv"},
	stageColumn:   {"stage", "deal stage", "deal - stage", "dealstage", "opportunity stage", "sales stage", "stage name", "pipeline stage", "phase", "vertriebsphase", "verkaufsphase", "stufe"},
	statusColumn:  {"status", "deal status", "deal - status", "outcome", "zustand", "ergebnis"},
	ownerColumn:   {"owner", "owner id", "deal owner", "deal - owner", "opportunity owner", "record owner", "account executive", "account owner", "rep", "sales rep", "salesperson", "sales person", "seller", "assigned to", "assignee", "responsible", "besitzer", "inhaber", "verantwortlich", "verantwortlicher", "zuständig", "verkäufer", "vertriebler", "betreuer"},
	ownerMail:     {"owner e-mail", "owner email", "rep e-mail", "rep email", "deal owner email", "opportunity owner email", "sales rep email"},
	ownerName:     {"owner name", "rep name", "owner full name", "opportunity owner name", "sales rep name"},
	benefitColumn: {"benefit", "main benefit", "advantage", "value proposition", "nutzen", "vorteil", "hauptnutzen"},
	createdColumn: {"created", "create date", "created date", "creation date", "date created", "created at", "created on", "deal created", "deal - deal created", "added", "added on", "angelegt", "angelegt am", "erstellt", "erstellt am", "erstelldatum", "erstellungsdatum"},
	touchColumn:   {"last touch", "last activity", "last activity date", "last contacted", "last contact", "last contact date", "last touched", "deal - last activity date", "date of last contact", "last modified activity", "last engagement date", "last call", "letzter kontakt", "letzte aktivität", "letzte aktivität am", "zuletzt kontaktiert"},
	closedColumn:  {"closed", "closed on", "closed at", "closed date", "close date", "closing date", "date closed", "end", "won time", "lost time", "deal - won time", "deal closed on", "abgeschlossen", "abgeschlossen am", "abschlussdatum", "abschluss", "geschlossen am"},
	reasonColumn:  {"reason", "close reason", "closed reason", "loss reason", "lost reason", "closed lost reason", "closed won reason", "won reason", "win/loss reason", "deal - lost reason", "reason lost", "reason for loss", "why", "grund", "verlustgrund", "begründung"},
	realColumn:    {"real reason", "actual reason", "wahrer grund"},
	lineColumn:    {"line for the channel", "line", "channel line", "lesson", "what we learned"},
	lookColumn:    {"another look", "revisit", "look again", "next look", "revisit on"},
	callColumn:    {"call back", "callback", "call back on", "call-back", "call-back on", "call back date", "callback date", "rückruf", "rückruf am", "wiedervorlage", "wiedervorlage am", "follow up", "follow-up", "follow up date", "follow-up date"},
	callWhy:       {"call back because", "call-back because", "call back reason", "callback reason", "rückrufgrund"},
	pauseColumn:   {"pause until", "paused until", "on hold until", "pausiert bis"},
	pauseWhy:      {"pause reason", "pause because", "paused because", "hold reason"},
	stepColumn:    {"next step", "next steps", "next activity", "next action", "nächster schritt", "nächste schritte"},
	stepOn:        {"next step on", "next step date", "next activity date", "next action date", "deal - next activity date", "nächster schritt am"},
	ourWord:       {"problem"},
}

// known finds a meaning by a column's plain name.
var known = func() map[string]meaning {
	all := map[string]meaning{}
	for means, texts := range names {
		for _, text := range texts {
			all[plain(text)] = means
		}
	}
	return all
}()

// dayOrder says whether the day or the month comes first in a date of numbers.
type dayOrder int

const (
	undecided dayOrder = iota
	dayFirst
	monthFirst
)

// heading is a column's header, understood.
type heading struct {
	means meaning
	order dayOrder // when the header says it
}

// readHeader understands a column's header: in any case, with whatever stands in
// parentheses, "Last touch (DD/MM)".
func readHeader(text string) heading {
	text = strings.ToLower(strings.TrimSpace(text))
	var h heading
	name, rest := text, ""
	if i := strings.IndexAny(text, "(["); i > 0 {
		name, rest = text[:i], text[i:]
	}
	switch squeezed := plain(rest); {
	case strings.HasPrefix(squeezed, "ddmm"), strings.HasPrefix(squeezed, "dayfirst"), strings.HasPrefix(squeezed, "ttmm"):
		h.order = dayFirst
	case strings.HasPrefix(squeezed, "mmdd"), strings.HasPrefix(squeezed, "monthfirst"):
		h.order = monthFirst
	}
	h.means = known[plain(name)]
	return h
}

// plain leaves the letters, digits and # of a name.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '#' {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
