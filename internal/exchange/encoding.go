package exchange

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"dealcoach/internal/coach"
)

// decode reads a file as text, and says how it was written. What is no text at all
// is a coach.Refusal.
func decode(data []byte) (text, encoding string, err error) {
	switch {
	case len(data) > MaxBytes:
		return "", "", coach.Refuse("That file is too large for me.", "Split it into parts of at most 64 MB, each with the header.")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return "", "", coach.Refuse("That is an Excel workbook, and I read CSV.", "In Excel choose Save As, then “CSV UTF-8”, and send that file.")
	case bytes.HasPrefix(data, []byte("%PDF")):
		return "", "", coach.Refuse("That is a PDF, and I read CSV.", "Export the list as CSV and send that file.")
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		text, encoding = strings.ToValidUTF8(string(data[3:]), "\uFFFD"), "UTF-8"
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		text, encoding = decode16(data[2:], binary.LittleEndian), "UTF-16"
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		text, encoding = decode16(data[2:], binary.BigEndian), "UTF-16"
	case utf8.Valid(data):
		text, encoding = string(data), "UTF-8"
	default:
		text, encoding = decode1252(data), "Windows-1252"
	}
	if strings.ContainsRune(text, 0) {
		return "", "", coach.Refuse("That file is no text.", "Export the list as CSV and send that file.")
	}
	if strings.TrimSpace(text) == "" {
		return "", "", coach.Refuse("That file is empty.", "Export the list as CSV, with a header, and send that file.")
	}
	return text, encoding, nil
}

func decode16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// high1252 are the letters of Windows-1252 from 0x80 to 0x9F; from 0xA0 on they are
// those of Unicode.
var high1252 = []rune("€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ")

func decode1252(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/16)
	for _, c := range data {
		switch {
		case c < utf8.RuneSelf:
			b.WriteByte(c)
		case c < 0xA0:
			b.WriteRune(high1252[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}
