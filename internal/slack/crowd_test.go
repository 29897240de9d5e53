package slack

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// census is a Slack that knows a thousand people to a page, and counts what it is
// asked.
type census struct {
	mu     sync.Mutex
	people int
	asked  map[string]int
}

// RoundTrip answers.
func (c *census) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	c.asked[method]++
	answer := `{"ok":true}`
	person := func(id string) string {
		return fmt.Sprintf(`{"id":%q,"real_name":"Rep %s","tz":"Europe/Berlin"}`, id, id)
	}
	switch method {
	case "users.info":
		answer = `{"ok":true,"user":` + person(form.Get("user")) + `}`
	case "users.list":
		from, to, cursor := 0, 0, ""
		fmt.Sscan(form.Get("cursor"), &from)
		if to = from + crowdPage; to < c.people {
			cursor = fmt.Sprint(to)
		}
		var members []string
		for i := from; i < min(to, c.people); i++ {
			members = append(members, person(fmt.Sprint("U", i)))
		}
		answer = fmt.Sprintf(`{"ok":true,"members":[%s],"response_metadata":{"next_cursor":%q}}`, strings.Join(members, ","), cursor)
	case "dnd.info":
		answer = `{"ok":true,"dnd_enabled":true,"next_dnd_start_ts":7,"next_dnd_end_ts":8}`
	case "dnd.teamInfo":
		var all []string
		for id := range strings.SplitSeq(form.Get("users"), ",") {
			all = append(all, fmt.Sprintf(`%q:{"dnd_enabled":true,"next_dnd_start_ts":7,"next_dnd_end_ts":8}`, id))
		}
		answer = `{"ok":true,"users":{` + strings.Join(all, ",") + `}}`
	case "conversations.open":
		answer = `{"ok":true,"channel":{"id":"D` + form.Get("users") + `"}}`
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(answer))}, nil
}

func newCensus(people int) (*census, *Client) {
	c := &census{people: people, asked: map[string]int{}}
	api := slack.New("xoxb-test", slack.OptionAPIURL("https://slack.test/api/"), slack.OptionHTTPClient(&http.Client{Transport: c}))
	return c, &Client{api: api, people: newPeople(api), rooms: newRooms(api)}
}

func TestThousandsOfPeopleAreReadInPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, client := newCensus(3500)
		for i := range c.people {
			p, err := client.Person(t.Context(), fmt.Sprint("U", i))
			if err != nil || p.Name != fmt.Sprint("Rep U", i) || p.Zone == nil {
				t.Fatalf("U%d is %+v, %v", i, p, err)
			}
		}
		if c.asked["users.list"] != 4 || c.asked["users.info"] > 30 {
			t.Errorf("Slack was asked %v", c.asked)
		}
		// Who is typing is asked for at once, whatever the loops are doing.
		if _, err := client.lookUp(t.Context(), "UNEW"); err != nil || c.asked["users.list"] != 4 {
			t.Errorf("a command waits for the list: %v, %v", c.asked, err)
		}
		// An hour later the loops go on with what they know.
		time.Sleep(time.Hour)
		before := c.asked["users.info"]
		for i := range 1000 {
			if _, err := client.Person(t.Context(), fmt.Sprint("U", i)); err != nil {
				t.Fatal(err)
			}
		}
		if more := c.asked["users.info"] - before; more > 30 || c.asked["users.list"] != 4 {
			t.Errorf("an hour later Slack was asked for %d people one by one, and %v in all", more, c.asked)
		}
	})
}

func TestAListThatTakesTooLongIsReadOnLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, client := newCensus(20_000)
		client.people.crowd.persons.SetLimit(0)
		client.people.crowd.persons.SetBurst(0)
		rounds := 0
		for ; rounds < 100; rounds++ {
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			_, err := client.Person(ctx, "U19999")
			cancel()
			if err == nil {
				break
			}
			time.Sleep(5 * time.Second)
		}
		if c.asked["users.list"] != 20 || rounds == 0 || rounds == 100 {
			t.Errorf("after %d rounds Slack was asked %v", rounds, c.asked)
		}
	})
}

func TestDoNotDisturbIsAskedForFiftyAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, client := newCensus(200)
		for i := range c.people {
			if _, err := client.Person(t.Context(), fmt.Sprint("U", i)); err != nil {
				t.Fatal(err)
			}
		}
		for i := range c.people {
			if is, err := client.quietHours(t.Context(), fmt.Sprint("U", i)); err != nil || !is.Enabled {
				t.Fatalf("of U%d Slack says %+v, %v", i, is, err)
			}
			time.Sleep(250 * time.Millisecond)
		}
		if c.asked["dnd.info"] > 50 || c.asked["dnd.teamInfo"] > 6 {
			t.Errorf("Slack was asked %v", c.asked)
		}
	})
}

func TestRoomsBeyondTheLimitAreOpenedByThePost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, client := newCensus(0)
		direct := 0
		for i := range 100 {
			user := fmt.Sprint("U", i)
			to, err := client.place(t.Context(), user)
			if err != nil || to != user && to != "D"+user {
				t.Fatalf("%s is posted to at %s, %v", user, to, err)
			}
			if to == user {
				direct++
			}
		}
		if c.asked["conversations.open"] > 20 || direct < 80 {
			t.Errorf("%d rooms were opened, %d posts open theirs", c.asked["conversations.open"], direct)
		}
	})
}
