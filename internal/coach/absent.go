package coach

// longAway is from how many working days on an absence is long: somebody else had
// better look after the deals then.
const longAway = 5

// LongAway reports whether the rep is away on a day, for longer than a week of
// work altogether.
func (r Rep) LongAway(w WorkTime, on Date) bool {
	return r.Away(on) && w.Between(r.AwayFrom, r.Back) > longAway
}

// AbsentNotice is what managers are told of a rep who is gone, or away for long:
// once for each time.
func (r Rep) AbsentNotice(gone bool) Notice {
	if gone {
		return Notice{What: GoneNotice, About: r.ID, When: r.LookedOn.String()}
	}
	return Notice{What: AwayNotice, About: r.ID, When: r.AwayFrom.String()}
}
