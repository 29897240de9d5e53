package slack

import (
	"cmp"
	"context"

	"dealcoach/internal/coach"
)

// sender is who sent an envelope, as it says itself.
type sender struct{ user, team, enterprise string }

func (e *envelope) sender() sender {
	if e.kind == envelopeCommand {
		return sender{e.command.UserID, e.command.TeamID, e.command.EnterpriseID}
	}
	from, at := e.interaction.User, e.interaction.Team
	s := sender{user: from.ID, team: cmp.Or(from.TeamID, at.ID)}
	if s.team == at.ID {
		s.enterprise = at.EnterpriseID // else it is the bot's own, not the sender's
	}
	return s
}

// admit tells who sent something. It refuses everybody who is not one of the
// workspace's people: whoever comes through a shared channel, has been
// deactivated, is a bot, or is not known to Slack. A server that gives no ids to
// workspaces is taken at its word. An admin of another workspace in the same
// organisation is no manager here, unless the settings say so.
func (b *Bot) admit(ctx context.Context, from sender) (coach.Person, error) {
	if from.user == "" {
		return coach.Person{}, b.notOurs()
	}
	m := b.member(ctx, from.user)
	ours := b.home.houses(from.team, cmp.Or(from.enterprise, m.enterprise)) && b.home.houses(m.team, m.enterprise)
	if m.Gone || m.outside || !ours {
		return coach.Person{}, b.notOurs()
	}
	m.Admin = m.Admin && b.home.own(from.team) && b.home.own(m.team)
	return m.Person, nil
}
