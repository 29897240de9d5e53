package storetest

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var recordTests = []contractTest{
	{"every field of a deal is kept", func(t *testing.T, s Store) {
		want := filled[coach.Deal](t)
		want.News, want.Row, want.Status, want.Undoable, want.Told, want.Calling = nil, "", coach.Won, false, false, nil
		got, err := s.Create(t.Context(), "add", want)
		must(t, err)
		want.ID, want.Version = got.ID, 1
		equal(t, "created deal", got, want)
		read, err := s.Deal(t.Context(), got.ID)
		must(t, err)
		equal(t, "read deal", read, want)
	}},
	{"every field of an event is kept", func(t *testing.T, s Store) {
		want := filled[coach.Event](t)
		d := coach.Deal{Name: "Acme", Status: coach.Open, Owner: "U1", News: []coach.Event{want}}
		d, err := s.Create(t.Context(), "add", d)
		must(t, err)
		got, err := s.History(t.Context(), d.ID, 1)
		must(t, err)
		equal(t, "history", got, []coach.Event{want})
	}},
	{"every field of a rep and of a prompt is kept", func(t *testing.T, s Store) {
		rep, p := filled[coach.Rep](t), filled[coach.Prompt](t)
		rep.Version = 0
		timer := coach.Timer{Name: coach.PromptTimer(rep.ID), Due: startRead}
		must(t, s.SaveLook(t.Context(), timer, coach.Look{Rep: rep, Prompt: &p}))
		gotRep, err := s.Rep(t.Context(), rep.ID)
		must(t, err)
		rep.Version = 1
		equal(t, "rep", gotRep, rep)
		gotPrompt, err := s.Prompt(t.Context(), p.ID)
		must(t, err)
		equal(t, "prompt", gotPrompt, p)
	}},
	{"every field of a digest is kept", func(t *testing.T, s Store) {
		want := filled[coach.Digest](t)
		timer := coach.Timer{Name: coach.DigestTimer, Due: startRead}
		must(t, s.SaveDigest(t.Context(), timer, want, time.Time{}))
		got, err := s.Digest(t.Context(), want.ID)
		must(t, err)
		equal(t, "digest", got, want)
	}},
	{"a deal without any instant has none when it is read", func(t *testing.T, s Store) {
		d, err := s.Create(t.Context(), "add", coach.Deal{Name: "Acme", Status: coach.Open, Owner: "U1"})
		must(t, err)
		if !d.Created.IsZero() || !d.CallBack.Set.IsZero() || !d.Snooze.IsZero() || d.Shown != nil {
			t.Errorf("got %+v, want zero times and dates", d)
		}
	}},
	{"any text comes back as it was written", func(t *testing.T, s Store) {
		texts := map[string]string{
			"emoji":          "Acme 🤝🏽 Söhne — 株式会社",
			"right to left":  "عرض سعر \u200f12 أسبوع\u200e — הצעה",
			"long":           strings.Repeat("ä🙂 b", 2500),
			"lines, escapes": "a\nb\t\"c\" <d> & \\e \u2028 \x00 {f} *",
		}
		for kind, text := range texts {
			d := add(t, s, "U1", kind)
			_, err := s.Update(t.Context(), d.ID, "rename "+kind, func(d *coach.Deal) error {
				d.Name = text
				return note(text)(d)
			})
			must(t, err)
			read, err := s.Deal(t.Context(), d.ID)
			must(t, err)
			equal(t, kind+" name", read.Name, text)
			history, err := s.History(t.Context(), d.ID, 1)
			must(t, err)
			equal(t, kind+" note", history[0].Note, text)
		}
	}},
	{"a fact is empty until it is set, and can be set again", func(t *testing.T, s Store) {
		for _, want := range []string{"", "2026-11-23T09:00:00Z", "another"} {
			if want != "" {
				must(t, s.SetFact(t.Context(), "origin", want))
			}
			got, err := s.Fact(t.Context(), "origin")
			must(t, err)
			equal(t, "fact", got, want)
		}
	}},
}

// filled makes a value with something different in every field, so that a
// field that is not stored shows.
func filled[T any](t *testing.T) T {
	t.Helper()
	var v T
	seed := 0
	fill(t, reflect.ValueOf(&v).Elem(), &seed)
	return v
}

func fill(t *testing.T, v reflect.Value, seed *int) {
	*seed++
	switch at := v.Addr().Interface().(type) {
	case *time.Time:
		*at = startRead.Add(time.Duration(*seed) * time.Minute)
		return
	case *coach.Date:
		*at = monday.Add(*seed)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + strings.Repeat("x", *seed))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*seed))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), seed)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), seed)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0), seed)
		fill(t, v.Index(1), seed)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(t, key, seed)
		fill(t, value, seed)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	default:
		t.Fatalf("a field is a %s, which this test cannot fill", v.Kind())
	}
}
