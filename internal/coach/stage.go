package coach

import "strings"

// Stage is how far a deal has come.
type Stage string

// The stages, in order. A new deal is a prospect.
const (
	Prospect    Stage = "prospect"
	Qualified   Stage = "qualified"
	Proposal    Stage = "proposal"
	Negotiation Stage = "negotiation"
)

// Stages lists all stages in order.
var Stages = []Stage{Prospect, Qualified, Proposal, Negotiation}

// ParseStage reads a stage by its name or the start of it, in any case.
func ParseStage(text string) (Stage, error) {
	word := strings.ToLower(strings.TrimSpace(text))
	if len(word) >= 2 {
		for _, s := range Stages {
			if strings.HasPrefix(string(s), word) {
				return s, nil
			}
		}
	}
	return "", Refuse("I don't know the stage “"+text+"”.", "The stages are prospect, qualified, proposal and negotiation.")
}

// Words returns the stage as it stands in a sentence.
func (s Stage) Words() string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(string(s[:1])) + string(s[1:])
}
