package coach

import "testing"

func TestAmountsPeopleWrite(t *testing.T) {
	for _, tt := range []struct {
		written string
		want    Money
	}{
		{"12000", 12_000_00},
		{"12k", 12_000_00},
		{"12K", 12_000_00},
		{"12.5k", 12_500_00},
		{"3,5k", 3_500_00},
		{"$12,000", 12_000_00},
		{"12.000", 12_000_00},
		{"€1.2m", 1_200_000_00},
		{"1.125m", 1_125_000_00},
		{"2mn", 2_000_000_00},
		{"1bn", 1_000_000_000_00},
		{"1,250.50", 1_250_50},
		{"1.250,50", 1_250_50},
		{"1'250.50", 1_250_50},
		{"12.5", 12_50},
		{"1,234,567", 1_234_567_00},
		{"USD12k", 12_000_00},
		{"12kEUR", 12_000_00},
		{"12000€", 12_000_00},
		{"0", 0},
		{"1.23456k", 1_234_56},
		{"100000000000", maxMoney},
		{"100bn", maxMoney},
	} {
		if got, ok := ParseMoney(tt.written); !ok || got != tt.want {
			t.Errorf("%q is %d (%v), want %d", tt.written, got, ok, tt.want)
		}
	}
}

func TestWordsThatAreNoAmount(t *testing.T) {
	for _, word := range []string{
		"", "k", "$", "-12k", "−5", "Acme", "12x", "1.2.3", "1,2,3", "12,00,00", "1,250,50", "12.345,6789", "1.2345",
		"0x10", "1e5", "100000000000.01", "101bn", "99999999999999999999999", "12k5", "1 000", "١٢", "Q1", "7-Eleven", "#12",
	} {
		if got, ok := ParseMoney(word); ok {
			t.Errorf("%q was taken for %d", word, got)
		}
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, word := range []string{"12k", "$1,250.50", "1.250,50", "€1.2m", "12kEUR", "1'000", "-1"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		got, ok := ParseMoney(word)
		if got < 0 || got > maxMoney || !ok && got != 0 {
			t.Errorf("%q is %d (%v)", word, got, ok)
		}
		if !ok {
			return
		}
		if again, ok := ParseMoney(got.In("USD")); !ok || again != got {
			t.Errorf("%q is %s, which is %d (%v)", word, got.In("USD"), again, ok)
		}
	})
}
