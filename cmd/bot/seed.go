package main

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// castOf is the sample team with the story of a seed. The same seed tells the
// same story; 0 is the usual one.
func castOf(seed uint64) cast {
	if seed == 0 {
		return sampleTeam
	}
	c := sampleTeam
	c.past = anotherStory(rand.New(rand.NewPCG(seed, seed)))
	usual, now := deals[guideCall], c.past[guideCall]
	c.guide = []byte(strings.NewReplacer(
		firstOf(usual.name), firstOf(now.name), strings.Fields(usual.contact)[0], strings.Fields(now.contact)[0],
		firstOf(deals[guideLetGo].name), firstOf(c.past[guideLetGo].name),
	).Replace(string(guide)))
	return c
}

// The deals of the story that the guide speaks of.
const (
	guideCall  = 5
	guideLetGo = 1
)

// firstOf is the first word of a deal's name as one types it.
func firstOf(name string) string { return strings.ToLower(strings.Fields(name)[0]) }

// anotherStory gives the usual deals other names, people, values and words. What
// happened to them, and so the situations one meets, stays about the same.
func anotherStory(r *rand.Rand) []beginning {
	firms := shuffled(r, storyFirms)
	first, last := shuffled(r, storyFirstNames), shuffled(r, storyLastNames)
	story := slices.Clone(deals)
	for i := range story {
		d := &story[i]
		d.name = firms[i]
		d.contact = first[i%len(first)] + " " + last[i%len(last)]
		d.euros = max(d.euros*int64(60+r.IntN(100))/100/100, 8) * 100
		if d.benefit != "" {
			d.benefit = pick(r, storyBenefits)
		}
		d.added += d.added * r.IntN(15) / 100
		d.steps = slices.Clone(d.steps)
		for n := range d.steps {
			if words := storyNotes[d.steps[n].what]; len(words) > 0 {
				d.steps[n].note = pick(r, words)
			}
		}
	}
	return story
}

func shuffled(r *rand.Rand, words []string) []string {
	words = slices.Clone(words)
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return words
}

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

// The names begin with words that no two have in common, so that one word is
// enough to name a deal.
var (
	storyFirms = []string{
		"Amber Valley Farms", "Brightwater Labs", "Copperfield Books", "Dunmore Dairy", "Everline Rail", "Foxglove Gardens",
		"Gullwing Motors", "Hollis & Bright", "Ironbridge Steel", "Juniper Care", "Kingsley Paper", "Larkspur Homes",
		"Meridian Glass", "Nightingale Clinics", "Orchard Street Press", "Pinecrest Schools", "Quayside Hotels", "Riverbend Brewing",
		"Saltmarsh Seafood", "Tamarind Foods", "Umber Ceramics", "Vantage Optics", "Willowbank Vets", "Xenia Travel",
		"Yarrow Textiles", "Zephyr Wind", "Ashdown Timber", "Beacon Transit", "Clearfield Dental", "Driftwood Furniture",
		"Elmhurst Pharmacy", "Fernhill Golf", "Goldcrest Coffee", "Heathrow Tools", "Ivory Coast Spices",
	}
	storyFirstNames = []string{
		"Amelia", "Bruno", "Clara", "David", "Elif", "Farid", "Greta", "Hassan", "Iris", "Jakob", "Katya", "Liam", "Maren",
		"Noor", "Oscar", "Paula", "Quentin", "Rosa", "Stefan", "Tess", "Uma", "Viktor", "Wanda", "Yusuf", "Zofia",
	}
	storyLastNames = []string{
		"Adler", "Bianchi", "Cole", "Dahl", "Engel", "Fischer", "Grant", "Hughes", "Ito", "Jansen", "Keller", "Lopez", "Meyer",
		"Novak", "Olsen", "Park", "Quinn", "Rossi", "Schmidt", "Turner", "Ueda", "Vance", "Weiss",
	}
	storyBenefits = []string{
		"close the books two days sooner", "lose a third less to waste", "answer customers the same day",
		"open the second shift in May", "know their stock to the piece", "train newcomers in a week", "save a night's work a month",
	}
	storyNotes = map[string][]string{
		touch: {
			"first talk, a good one", "walked them through the plan", "sent what they asked for", "met the whole team",
			"they have questions about the terms", "short call, they are interested", "went through the numbers together",
		},
		try:    {"voicemail", "no answer", "left a message at the desk", "mailed, nothing yet"},
		later:  {"call back when the budget is set", "call back after their fair", "call back when the new head has started"},
		paused: {"they are merging two departments", "the contact is on leave", "budget frozen for now"},
		lost:   {"they bought elsewhere", "they build it themselves"},
		letgo:  {"never a clear yes or no", "three put-offs and no reason"},
	}
)
