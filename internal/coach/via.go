package coach

// Via is the way by which somebody did something. The values are stored for
// ever: add, never rename.
type Via string

// The ways. An event of a time before they were kept has none.
const (
	ViaCommand  Via = "command"
	ViaButton   Via = "button"
	ViaForm     Via = "form"
	ViaLine     Via = "line" // in the bot's direct messages
	ViaShortcut Via = "shortcut"
	ViaHome     Via = "home"
	ViaImport   Via = "import"
	ViaShell    Via = "shell" // the bot's own command line
)

// Words tells the way as it follows what was done: "with a button". A command is
// the plain way and has none.
func (v Via) Words() string {
	switch v {
	case "", ViaCommand:
		return ""
	case ViaLine:
		return "in a direct message"
	case ViaHome:
		return "on the Home tab"
	case ViaImport:
		return "by an import"
	case ViaShell:
		return "from the command line"
	default:
		return "with a " + string(v)
	}
}
