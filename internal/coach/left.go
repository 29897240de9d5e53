package coach

// Left stands wherever a person's user id stood who was erased. No Slack id looks
// like it.
const Left = "somebody-who-left"

// What is said in the place of an erased person, a customer's contact, and a deal.
const (
	LeftName    = "somebody who left"
	ContactGone = "a contact"
	DealGone    = "a deal"
)
