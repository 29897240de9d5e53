package exchange

import (
	"regexp"
	"strings"
	"sync"

	"dealcoach/internal/coach"
)

// readAmount reads an amount as people and systems write it: with spaces, a
// currency, and more zeros than there are hundredths.
func readAmount(cell string) (coach.Money, error) {
	text := strings.Join(strings.Fields(cell), "")
	if m := zerosPattern().FindStringSubmatch(text); m != nil {
		text = m[1] + m[2]
	}
	value, ok := coach.ParseMoney(text)
	switch {
	case ok:
		return value, nil
	case strings.HasPrefix(text, "-") || strings.HasPrefix(text, "("):
		return 0, coach.Refuse("The value “"+coach.Cut(cell, 40)+"” is below zero.", "Write what the deal is worth, or leave the cell empty.")
	default:
		return 0, coach.Refuse("The value “"+coach.Cut(cell, 40)+"” is no amount that I understand.", "Write it like 12000 or 12,000.50.")
	}
}

// zerosPattern matches 45000.0000 and 1200.000, where nothing comes after the
// hundredths; 12.000 may be thousands.
var zerosPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(\d+[.,]\d\d)00+|(\d{4,}[.,]\d\d)0)$`)
})

// readStage reads a stage, or how a deal ended where a system keeps that in the same
// column.
func readStage(cell string) (coach.Stage, coach.Status, error) {
	word := plainStage(cell)
	if status, ok := endings[word]; ok {
		return "", status, nil
	}
	if stage, ok := stages[word]; ok {
		return stage, "", nil
	}
	if stage, err := coach.ParseStage(word); err == nil {
		return stage, "", nil
	}
	return "", "", coach.Refuse("I don't know the stage “"+coach.Cut(cell, 40)+"”.", "The stages are prospect, qualified, proposal and negotiation.")
}

// readStatus reads how a deal stands.
func readStatus(cell string) (coach.Status, error) {
	word := plainStage(cell)
	if status, ok := endings[word]; ok {
		return status, nil
	}
	switch word {
	case "open", "active", "inprogress", "new", "working", "ongoing", "offen", "aktiv", "inbearbeitung", "neu", "laufend":
		return coach.Open, nil
	}
	return "", coach.Refuse("I don't know the status “"+coach.Cut(cell, 40)+"”.", "It is open, won, lost or let go.")
}

// plainStage drops what systems number their stages with: "3 - Proposal".
func plainStage(cell string) string { return strings.TrimLeft(plain(cell), "0123456789#") }

var endings = map[string]coach.Status{
	"won": coach.Won, "closedwon": coach.Won, "closewon": coach.Won, "wonclosed": coach.Won, "gewonnen": coach.Won, "closedandwon": coach.Won,
	"lost": coach.Lost, "closedlost": coach.Lost, "closelost": coach.Lost, "lostclosed": coach.Lost, "verloren": coach.Lost, "closedandlost": coach.Lost,
	"letgo": coach.LetGo, "abandoned": coach.LetGo, "disqualified": coach.LetGo, "closednodecision": coach.LetGo, "nodecision": coach.LetGo,
	"withdrawn": coach.LetGo, "abgebrochen": coach.LetGo, "losgelassen": coach.LetGo,
}

// stages are the usual ones of other systems. A first talk is a prospect's, a need
// that is known makes it qualified, a decision in the making is a negotiation.
var stages = map[string]coach.Stage{
	"prospecting": coach.Prospect, "lead": coach.Prospect, "leadin": coach.Prospect, "new": coach.Prospect, "contactmade": coach.Prospect,
	"appointmentscheduled": coach.Prospect, "firstcontact": coach.Prospect, "discovery": coach.Prospect, "interessent": coach.Prospect,
	"erstkontakt": coach.Prospect, "neu": coach.Prospect, "kontaktaufgenommen": coach.Prospect,
	"qualification": coach.Qualified, "qualify": coach.Qualified, "qualifiedtobuy": coach.Qualified, "needsanalysis": coach.Qualified,
	"needsdefined": coach.Qualified, "demoscheduled": coach.Qualified, "presentationscheduled": coach.Qualified, "demo": coach.Qualified,
	"iddecisionmakers": coach.Qualified, "perceptionanalysis": coach.Qualified, "qualifiziert": coach.Qualified, "qualifizierung": coach.Qualified,
	"bedarfsanalyse": coach.Qualified, "develop": coach.Qualified,
	"valueproposition": coach.Proposal, "proposalpricequote": coach.Proposal, "proposalmade": coach.Proposal, "proposalsent": coach.Proposal,
	"quote": coach.Proposal, "quotesent": coach.Proposal, "propose": coach.Proposal, "angebot": coach.Proposal, "angebotgesendet": coach.Proposal,
	"angebotabgegeben": coach.Proposal, "angebotsphase": coach.Proposal,
	"negotiationreview": coach.Negotiation, "negotiationsstarted": coach.Negotiation, "negotiations": coach.Negotiation, "contractsent": coach.Negotiation,
	"decisionmakerboughtin": coach.Negotiation, "commit": coach.Negotiation, "closing": coach.Negotiation, "verbalcommit": coach.Negotiation,
	"verhandlung": coach.Negotiation, "inverhandlung": coach.Negotiation, "vertragversendet": coach.Negotiation, "abschlussphase": coach.Negotiation,
}
