package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dealcoach/internal/coach"
	"dealcoach/internal/store"
)

const eraseUsage = "erase takes one of -person mia@example.com (with -give-to ben@example.com or -with-deals for her deals)," +
	" -contact \"Jo Miller\" (with -deal 12 of that one alone), or -deal 12; it only tells what it would do, until -yes is added"

// erasing is what `bot erase` was asked for.
type erasing struct {
	person, name, giveTo string
	withDeals            bool
	contact              string
	deal                 int64
	yes                  bool
}

// eraseCommand is `bot erase`: it forgets a person, a contact or a deal, and only
// tells what it would do until it is told -yes.
func eraseCommand(ctx context.Context, args []string, out, errs io.Writer) error {
	e, err := readErasing(args)
	if err != nil {
		return err
	}
	d, err := openDesk(ctx, errs)
	if err != nil {
		return err
	}
	defer d.Close()
	var erased store.Erased
	switch {
	case e.person != "":
		erased, err = e.erasePerson(ctx, d, out)
	case e.contact != "":
		erased, err = d.store.EraseContact(ctx, e.contact, e.deal, !e.yes)
	default:
		erased, err = d.store.EraseDeals(ctx, []int64{e.deal}, !e.yes)
	}
	if errors.Is(err, store.ErrStillThere) {
		return fmt.Errorf("%w; stop the bot for a moment, and do it again", err)
	}
	if err != nil {
		return refused(err)
	}
	return e.tell(ctx, d, erased, out)
}

func readErasing(args []string) (e erasing, err error) {
	flags := flag.NewFlagSet("erase", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&e.person, "person", "", "")
	flags.StringVar(&e.name, "name", "", "")
	flags.StringVar(&e.giveTo, "give-to", "", "")
	flags.BoolVar(&e.withDeals, "with-deals", false, "")
	flags.StringVar(&e.contact, "contact", "", "")
	deal := flags.String("deal", "", "")
	flags.BoolVar(&e.yes, "yes", false, "")
	others, err := parse(flags, args)
	if err != nil || len(others) > 0 {
		return e, usageError{eraseUsage}
	}
	if *deal != "" {
		if e.deal, err = strconv.ParseInt(strings.TrimPrefix(*deal, "#"), 10, 64); err != nil || e.deal < 1 {
			return e, usageError{"-deal takes a deal's number, like 12"}
		}
	}
	byPerson := e.person != ""
	switch {
	case byPerson == (e.contact != "" || e.deal != 0), // one of them, and not both
		!byPerson && (e.name != "" || e.giveTo != "" || e.withDeals),
		e.giveTo != "" && e.withDeals:
		return e, usageError{eraseUsage}
	}
	return e, nil
}

// aUserID is what Slack's user ids look like.
var aUserID = regexp.MustCompile(`^[UW][A-Z0-9]{2,20}$`)

// erasePerson gives the person's open deals away, or erases their deals, and then
// the person.
func (e erasing) erasePerson(ctx context.Context, d *desk, out io.Writer) (erased store.Erased, err error) {
	who, err := d.people.Find(ctx, e.person)
	if err != nil {
		if !aUserID.MatchString(e.person) {
			return erased, err
		}
		who = coach.Person{ID: e.person} // Slack may not know them any more
	}
	open, err := d.store.OpenOf(ctx, who.ID)
	if err != nil {
		return erased, err
	}
	switch {
	case e.giveTo != "":
		err = e.giveDeals(ctx, d, who, open, out)
	case e.withDeals:
		erased, err = e.eraseDeals(ctx, d, who, open)
	case len(open) > 0:
		return erased, fmt.Errorf("they have %s: say with -give-to who gets them, or with -with-deals that all their deals are erased too", counted(len(open), "open deal"))
	}
	if err != nil {
		return erased, err
	}
	if slices.Contains(d.environment.Managers, who.ID) {
		fmt.Fprintln(out, "MANAGERS in the environment names them: take them out there.")
	}
	own, err := d.store.ErasePerson(ctx, who.ID, e.names(who), !e.yes)
	return erased.And(own), err
}

// names are under which names the person may be spoken of: those that were given,
// and the one in Slack unless it is a single word, which may be anybody's.
func (e erasing) names(who coach.Person) (names []string) {
	for _, name := range append(strings.Split(e.name, ","), who.Name) {
		if name = strings.TrimSpace(name); name != "" && (name != who.Name || strings.Contains(name, " ")) {
			names = append(names, name)
		}
	}
	return names
}

// giveDeals gives open deals to somebody else.
func (e erasing) giveDeals(ctx context.Context, d *desk, from coach.Person, open []coach.Deal, out io.Writer) error {
	to, err := d.people.Find(ctx, e.giveTo)
	switch {
	case err != nil:
		return err
	case to.Gone, to.ID == from.ID:
		return usageError{"-give-to takes somebody who stays"}
	case !e.yes:
		fmt.Fprintf(out, "%s would go to %s.\n", counted(len(open), "open deal"), to.Name)
		return nil
	}
	act := coach.Act{At: d.clock.Now().In(d.settings.Zone), Via: coach.ViaShell}
	for _, deal := range open {
		op := fmt.Sprintf("erase-give:%d:%d:%s", deal.ID, deal.Version, to.ID)
		_, err := d.store.Update(ctx, deal.ID, op, func(deal *coach.Deal) error {
			if deal.Owner != from.ID {
				return nil // somebody was faster
			}
			return deal.AssignTo(act, to.ID)
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%s went to %s.\n", counted(len(open), "open deal"), to.Name)
	return nil
}

// eraseDeals erases all deals of a person.
func (e erasing) eraseDeals(ctx context.Context, d *desk, of coach.Person, open []coach.Deal) (store.Erased, error) {
	closed, err := d.store.ClosedOf(ctx, of.ID, 1<<30)
	if err != nil {
		return store.Erased{}, err
	}
	deleted, err := d.store.Deleted(ctx, of.ID, 1<<30)
	if err != nil {
		return store.Erased{}, err
	}
	var ids []int64
	for _, deal := range slices.Concat(open, closed, deleted) {
		ids = append(ids, deal.ID)
	}
	return d.store.EraseDeals(ctx, ids, !e.yes)
}

// dealsTold is how many deals are named.
const dealsTold = 20

// tell tells what was erased, or would be.
func (e erasing) tell(ctx context.Context, d *desk, erased store.Erased, out io.Writer) error {
	if !erased.Any() {
		_, err := fmt.Fprintln(out, "There is nothing of it.")
		return err
	}
	fmt.Fprintf(out, "%s with %s, %s, %s, %s, %s\n",
		counted(len(erased.Deals), "deal"), counted(erased.Lines, "line")+" of their histories", counted(erased.Prompts, "daily message"),
		counted(erased.Digests, "weekly summary"), counted(erased.Messages, "record")+" of messages", counted(erased.Others, "other record"))
	deals, err := d.store.Deals(ctx, erased.Deals[:min(dealsTold, len(erased.Deals))])
	if err != nil {
		return err
	}
	for _, deal := range deals {
		fmt.Fprintln(out, "  "+deal.Title())
	}
	if more := len(erased.Deals) - dealsTold; more > 0 {
		fmt.Fprintf(out, "  and %d more\n", more)
	}
	if e.yes {
		_, err = fmt.Fprintln(out, "Erased. Messages in Slack, dumps and copies of Redis stay as they are: see docs/privacy.md.")
	} else {
		_, err = fmt.Fprintln(out, "Nothing was erased. The same with -yes erases it, for good.")
	}
	return err
}

// counted is a number with what is counted.
func counted(n int, what string) string {
	if n != 1 {
		what = strings.TrimSuffix(what, "y") + map[bool]string{true: "ies", false: "s"}[strings.HasSuffix(what, "y")]
	}
	return fmt.Sprintf("%d %s", n, what)
}
