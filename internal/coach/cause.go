package coach

import (
	"crypto/sha256"
	"encoding/hex"
)

// CauseOf is the reference of what an operation was caused by: short, and telling
// nothing of it. It stands in the log wherever that goes, from the socket to the
// post, and in the apology for what went wrong with it. No operation has none.
func CauseOf(op string) string {
	if op == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(op))
	return hex.EncodeToString(sum[:4])
}
