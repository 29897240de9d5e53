// Command plain is a bot as one writes it from slack-go's examples: its
// socketmode client and handler, and go-redis with WATCH. It does for a command
// what the coach does, and nothing else. cmd/bench measures both.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func main() {
	options, err := redis.ParseURL(os.Getenv("REDIS_URL"))
	if err != nil {
		log.Fatal("REDIS_URL is not well-formed")
	}
	b := &bot{db: redis.NewClient(options), team: os.Getenv("BENCH_TEAM")}
	api := slack.New(os.Getenv("SLACK_BOT_TOKEN"),
		slack.OptionAppLevelToken(os.Getenv("SLACK_APP_TOKEN")), slack.OptionAPIURL(os.Getenv("SLACK_API_URL")))
	client := socketmode.New(api)
	handler := socketmode.NewSocketmodeHandler(client)
	handler.HandleSlashCommand("/deal", b.deal)
	handler.HandleSlashCommand("/call", b.call)
	handler.HandleDefault(func(*socketmode.Event, *socketmode.Client) {})
	log.Fatal(handler.RunEventLoop())
}

type bot struct {
	db   *redis.Client
	team string
}

type deal struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	Contact  string    `json:"contact"`
	Value    int64     `json:"value"`
	Stage    string    `json:"stage"`
	Owner    string    `json:"owner"`
	Touch    time.Time `json:"touch"`
	Outreach time.Time `json:"outreach"`
	Next     string    `json:"next"`
	On       string    `json:"on"`
	Last     string    `json:"last"`
}

func (b *bot) key(name string) string { return "plain:{" + b.team + "}:" + name }

func (b *bot) deal(e *socketmode.Event, c *socketmode.Client) {
	cmd, ok := e.Data.(slack.SlashCommand)
	if !ok {
		return
	}
	ctx := context.Background()
	id, err := b.db.Incr(ctx, b.key("ids")).Result()
	if err == nil {
		name, _, _ := strings.Cut(strings.TrimPrefix(cmd.Text, "add "), " 12k")
		d := deal{ID: id, Name: name, Contact: "Jo Miller", Value: 1200000, Stage: "prospect", Owner: cmd.UserID, Touch: time.Now(), Outreach: time.Now()}
		_, err = b.db.Pipelined(ctx, func(p redis.Pipeliner) error {
			p.Set(ctx, b.key(fmt.Sprint("deal:", id)), asJSON(d), 0)
			p.HSet(ctx, b.key("names:"+cmd.UserID), name, id)
			return nil
		})
	}
	answer(e, c, fmt.Sprintf("Added #%d.", id), err)
}

func (b *bot) call(e *socketmode.Event, c *socketmode.Client) {
	cmd, ok := e.Data.(slack.SlashCommand)
	if !ok {
		return
	}
	ctx := context.Background()
	ref, note, _ := strings.Cut(cmd.Text, " spoke")
	number, numbered := strings.CutPrefix(ref, "#")
	var err error
	if !numbered {
		number, err = b.db.HGet(ctx, b.key("names:"+cmd.UserID), ref).Result()
	}
	id, wrong := strconv.ParseInt(number, 10, 64)
	if err = cmp.Or(err, wrong); err != nil {
		answer(e, c, "", err)
		return
	}
	d, err := b.log(ctx, cmd.TriggerID, id, cmd.UserID, "spoke"+note)
	answer(e, c, fmt.Sprintf("Logged on *#%d %s*. Next step: %s, %s.", d.ID, d.Name, d.Next, d.On), err)
}

// log notes a call, once for an operation, whoever else changes the deal.
func (b *bot) log(ctx context.Context, op string, id int64, user, note string) (d deal, err error) {
	key, opKey := b.key(fmt.Sprint("deal:", id)), b.key("op:"+op)
	for range 10 {
		err = b.db.Watch(ctx, func(tx *redis.Tx) error {
			found, err := tx.MGet(ctx, opKey, key).Result()
			if err != nil {
				return err
			}
			if found[0] != nil {
				return json.Unmarshal([]byte(found[0].(string)), &d)
			}
			text, _ := found[1].(string)
			if err := json.Unmarshal([]byte(text), &d); err != nil {
				return err
			}
			if d.Owner != user {
				return errors.New("not yours")
			}
			now := time.Now()
			d.Touch, d.Outreach, d.Last = now, now, "touch"
			d.Next, d.On = nextStep(note, now)
			line := asJSON(map[string]any{"at": now.UnixMilli(), "by": user, "kind": "touch", "note": note})
			_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
				text := asJSON(d)
				p.Set(ctx, key, text, 0)
				p.ZAdd(ctx, b.key("open"), redis.Z{Score: float64(now.UnixMilli()), Member: id})
				p.ZAdd(ctx, b.key("own:"+user), redis.Z{Score: float64(now.UnixMilli()), Member: id})
				p.LPush(ctx, b.key(fmt.Sprint("hist:", id)), line)
				p.LTrim(ctx, b.key(fmt.Sprint("hist:", id)), 0, 199)
				p.ZAddNX(ctx, b.key("due"), redis.Z{Score: float64(now.Add(24 * time.Hour).UnixMilli()), Member: "prompt:" + user})
				p.Set(ctx, opKey, text, 48*time.Hour)
				return nil
			})
			return err
		}, key)
		if !errors.Is(err, redis.TxFailedErr) {
			return d, err
		}
	}
	return d, err
}

// nextStep finds the words after "next step" and the weekday in them.
func nextStep(note string, now time.Time) (words, on string) {
	_, after, found := strings.Cut(note, "next step ")
	if !found {
		return "", ""
	}
	words, day, _ := strings.Cut(after, " on ")
	for d := now.AddDate(0, 0, 1); d.Before(now.AddDate(0, 0, 8)); d = d.AddDate(0, 0, 1) {
		if strings.EqualFold(d.Weekday().String(), day) {
			return words, d.Format("Mon 2 Jan")
		}
	}
	return words, ""
}

func answer(e *socketmode.Event, c *socketmode.Client, text string, err error) {
	if err != nil {
		text = "Sorry: " + err.Error()
	}
	undo := slack.NewButtonBlockElement("undo", "op", slack.NewTextBlockObject(slack.PlainTextType, "Undo", false, false))
	err = c.Ack(*e.Request, map[string]any{
		"response_type": "ephemeral", "text": text,
		"blocks": []slack.Block{
			slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, text, false, false), nil, nil),
			slack.NewActionBlock("", undo),
		},
	})
	if err != nil {
		log.Print(err)
	}
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // of our own types: cannot be
	}
	return string(text)
}
