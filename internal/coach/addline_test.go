package coach

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestDealsAddedInOneLine(t *testing.T) {
	for _, tt := range []struct {
		says, line string
		want       AddLine
	}{
		{"a name is enough", "Acme Corp", AddLine{Name: "Acme Corp"}},
		{"a value follows it", "Acme Corp 12k", AddLine{Name: "Acme Corp", Value: 12_000_00, HasValue: true}},
		{"a bare number will do", "Acme 12000", AddLine{Name: "Acme", Value: 12_000_00, HasValue: true}},
		{"but not a small one", "Route 66", AddLine{Name: "Route 66"}},
		{"nor a year", "Acme renewal 2027", AddLine{Name: "Acme renewal 2027"}},
		{"nor one inside the name", "Studio 5400 Berlin", AddLine{Name: "Studio 5400 Berlin"}},
		{"nor one that is all there is", "1860", AddLine{Name: "1860"}},
		{"a written amount wins over a bare number", "Level 500 $12,000", AddLine{Name: "Level 500", Value: 12_000_00, HasValue: true}},
		{"wherever it stands", "Acme €5k pilot 300", AddLine{Name: "Acme pilot 300", Value: 5_000_00, HasValue: true}},
		{"the last one counts", "Acme 1k club 5k", AddLine{Name: "Acme 1k club", Value: 5_000_00, HasValue: true}},
		{"the first word is the name's", "3M 50k", AddLine{Name: "3M", Value: 50_000_00, HasValue: true}},
		{"sign and number may be apart", "Acme 12000 EUR", AddLine{Name: "Acme", Value: 12_000_00, HasValue: true}},
		{"in either order", "Acme USD 12k", AddLine{Name: "Acme", Value: 12_000_00, HasValue: true}},
		{"nothing for free is a value too", "Acme $0", AddLine{Name: "Acme", HasValue: true}},
		{"everything at once", "Acme Corp 12k contact Jo Miller stage proposal benefit 20 % fewer returns", AddLine{
			Name: "Acme Corp", Value: 12_000_00, HasValue: true, Contact: "Jo Miller", Stage: Proposal, Benefit: "20 % fewer returns"}},
		{"in any order and case", "Acme BENEFIT less waste Stage: neg CONTACT Jo", AddLine{
			Name: "Acme", Contact: "Jo", Stage: Negotiation, Benefit: "less waste"}},
		{"amounts behind the keywords are words", "Acme benefit saves 12k", AddLine{Name: "Acme", Benefit: "saves 12k"}},
		{"a keyword begins something only once", "Acme contact Jo benefit faster contact with buyers", AddLine{
			Name: "Acme", Contact: "Jo", Benefit: "faster contact with buyers"}},
		{"a keyword that ends the line begins nothing", "Main Stage", AddLine{Name: "Main Stage"}},
		{"quotes keep a name whole", `"Stage Contact 54k" 3k stage qual`, AddLine{
			Name: "Stage Contact 54k", Value: 3_000_00, HasValue: true, Stage: Qualified}},
		{"curly ones too", "“First Contact” Berlin contact Jo", AddLine{Name: "First Contact Berlin", Contact: "Jo"}},
		{"parts of words are no keywords", "Backstage contacts", AddLine{Name: "Backstage contacts"}},
		{"a contact may come with a role", "Acme contact Jo Miller, CFO stage proposal", AddLine{Name: "Acme", Contact: "Jo Miller", Role: "CFO", Stage: Proposal}},
		{"punctuation around it does no harm", "Acme Corp, (12,000).", AddLine{Name: "Acme Corp", Value: 12_000_00, HasValue: true}},
		{"any script will do", "株式会社 🚀 ¥300000", AddLine{Name: "株式会社 🚀", Value: 300_000_00, HasValue: true}},
	} {
		t.Run(tt.says, func(t *testing.T) {
			got, err := ParseAdd(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%s\n is %+v\nnot %+v", tt.line, got, tt.want)
			}
		})
	}
}

func TestDealsThatCannotBeAdded(t *testing.T) {
	for _, tt := range []struct{ line, hint string }{
		{"", "Acme Corp 12k"},
		{"contact Jo", "Acme Corp 12k"},
		{`"" 12k stage prospect`, "Acme Corp 12k"},
		{"Acme stage dreaming", "prospect, qualified, proposal and negotiation"},
	} {
		got, err := ParseAdd(tt.line)
		var refusal Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Hint, tt.hint) {
			t.Errorf("%q gives %+v, %v; want a hint with %q", tt.line, got, err, tt.hint)
		}
	}
}

func FuzzParseAdd(f *testing.F) {
	for _, line := range []string{
		"Acme Corp 12k contact Jo stage proposal benefit less waste", `"Main Stage" $1,000`, "“x” 12 k", "a 1 EUR contact", "stage",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		got, err := ParseAdd(line)
		if err != nil {
			if !errors.As(err, new(Refusal)) {
				t.Errorf("%q: %v is no refusal", line, err)
			}
			return
		}
		if got.Name == "" || got.Name != strings.TrimSpace(got.Name) {
			t.Errorf("%q has the name %q", line, got.Name)
		}
		if got.Value < 0 || got.Value > maxMoney || !got.HasValue && got.Value != 0 {
			t.Errorf("%q has the value %d (%v)", line, got.Value, got.HasValue)
		}
	})
}
