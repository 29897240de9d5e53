package blockkit

import "encoding/json"

// LongBlocks is the length of all text in blocks above which Slack has been
// seen to refuse a message with msg_blocks_too_long. Its documents do not give
// the number, so it is not among the problems.
const LongBlocks = 13_200

// TextLength is the length of all text in blocks, in characters.
func TextLength(blocks json.RawMessage) int { return textLength(read(blocks)) }
