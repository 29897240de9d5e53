package main

import (
	"context"
	"errors"
	"slices"

	"dealcoach/internal/slack"
)

// channel looks whether the digest can reach its channel.
func (x *examination) channel(ctx context.Context) findings {
	if !x.known {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, slackWithin)
	defer cancel()
	return channelFound(ctx, x.client, x.standing, x.digestChannel(ctx))
}

func channelFound(ctx context.Context, client *slack.Client, standing slack.Standing, channel string) findings {
	if channel == "" {
		return found(note, "channel", "There is no digest channel, so no digest is posted.", "Set DIGEST_CHANNEL, or choose one with /deal settings.")
	}
	place, ok, err := client.FindPlace(ctx, channel)
	var refused slack.Refused
	public := standing.Scopes == nil || slices.Contains(standing.Scopes, "chat:write.public")
	switch {
	case errors.As(err, &refused) && refused.Code == "unknown_method":
		return found(note, "channel", "This server cannot be asked about the digest's channel.", "")
	case errors.As(err, &refused) && refused.Code == "missing_scope":
		return found(risk, "channel", "The digest's channel could not be looked at: the scope "+refused.Needed+" is missing.", "See the line about the scope.")
	case err != nil:
		return found(risk, "channel", "The digest's channel could not be looked at: "+networkSays(err), "Try again; a channel given by its id (C…) is found sooner.")
	case !ok:
		return found(wrong, "channel", "The bot sees no channel "+channel+", so there will be no digest.", "Look at DIGEST_CHANNEL (C… or #name); if the channel is private, invite the bot there: /invite @dealcoach")
	case place.Archived:
		return found(wrong, "channel", "The digest's channel "+channel+" is archived.", "Choose another in DIGEST_CHANNEL or with /deal settings, or bring it back.")
	case !place.Member && (place.Private || !public):
		return found(wrong, "channel", "The bot is not in the digest's channel "+channel+", and may not post there.", "Invite the bot there: /invite @dealcoach")
	case !place.Member:
		return found(risk, "channel", "The bot is not in the digest's channel "+channel+": it can post, but after a restart of Redis it cannot see what it has posted.", "Invite the bot there: /invite @dealcoach")
	case place.Shared:
		return found(note, "channel", "People of other companies read the digest's channel "+channel+".", "Choose another in DIGEST_CHANNEL if the deals are not for them.")
	default:
		return found(fine, "channel", "the bot is in the digest's channel "+channel, "")
	}
}
