package coach

import "testing"

func TestTheWayIsToldUnlessItIsPlain(t *testing.T) {
	for via, want := range map[Via]string{
		"": "", ViaCommand: "", ViaButton: "with a button", ViaForm: "with a form", ViaShortcut: "with a shortcut",
		ViaLine: "in a direct message", ViaHome: "on the Home tab", ViaImport: "by an import", ViaShell: "from the command line",
	} {
		if got := via.Words(); got != want {
			t.Errorf("%q is told as %q, want %q", via, got, want)
		}
	}
}
