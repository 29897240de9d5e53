package slack

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func silent(context.Context) {}

func TestErrandsAreOneAtATimeForEachKeyAndFewInAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e errands
		release := make(chan struct{})
		wait := func(context.Context) { <-release }
		for i := range maxErrands {
			if err := e.begin("U"+strconv.Itoa(i), wait, silent); err != nil {
				t.Errorf("errand %d: %v", i, err)
			}
		}
		if err := e.begin("U0", wait, silent); err == nil || !strings.Contains(err.Error(), "still at the last one") {
			t.Errorf("a second of one person: %v", err)
		}
		if err := e.begin("U9", wait, silent); err == nil || !strings.Contains(err.Error(), "several long files") {
			t.Errorf("one too many: %v", err)
		}
		if left := e.settle(time.Second); left != maxErrands {
			t.Errorf("%d are left", left)
		}
		close(release)
		if left := e.settle(time.Second); left != 0 {
			t.Errorf("%d are left", left)
		}
		if err := e.begin("U0", silent, silent); err != nil {
			t.Errorf("the next: %v", err)
		}
		e.settle(time.Second)
	})
}

func TestTheNextErrandNeedNotWaitUntilTheLastIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e errands
		told := false
		tell := func(context.Context) { time.Sleep(time.Minute); told = true }
		if err := e.begin("U1", silent, tell); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if err := e.begin("U1", silent, silent); err != nil {
			t.Errorf("the next: %v", err)
		}
		e.stop()
		if left := e.settle(time.Hour); left != 0 || !told {
			t.Errorf("%d are left, told %v", left, told)
		}
	})
}

func TestAStopEndsErrandsAndWaitsForThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e errands
		ended := false
		err := e.begin("U1", func(ctx context.Context) {
			<-ctx.Done()
			time.Sleep(time.Second) // the last chunk
			ended = true
		}, silent)
		if err != nil {
			t.Fatal(err)
		}
		e.stop()
		if left := e.settle(errandGrace); left != 0 || !ended {
			t.Errorf("%d are left, ended %v", left, ended)
		}
		if err := e.begin("U1", silent, silent); !errors.Is(err, errRestarting) {
			t.Errorf("after the stop: %v", err)
		}
	})
}

func TestAFileThatComesAtAStopIsLeftToAnotherInstance(t *testing.T) {
	o := newOffice(t)
	o.errands.stop()
	o.drops(owner, "", o.keeps("UOWNER", "deals.csv", "name\nAcme\n"))
	if o.acks != 0 || len(o.heard) != 0 {
		t.Errorf("%d acknowledgements, answered %q", o.acks, o.heard)
	}
}

func TestAPanicInAnErrandIsTold(t *testing.T) {
	o := newOffice(t)
	o.exchange = nil
	if said := o.types(owner, "/deal export"); !strings.Contains(said, "something went wrong on my side. Reference ") {
		t.Errorf("was told %s", said)
	}
}
