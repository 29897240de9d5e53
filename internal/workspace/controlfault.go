package workspace

import (
	"errors"
	"time"
)

// faultIn is a Fault as a script writes it.
type faultIn struct {
	Method     string  `json:"method"`
	Channel    string  `json:"channel"`
	Times      int     `json:"times"`
	Share      float64 `json:"share"`
	Seed       uint64  `json:"seed"`
	Done       bool    `json:"done"`
	DelayMS    int64   `json:"delayMs"`
	SkewMS     int64   `json:"skewMs"`
	Error      string  `json:"error"`
	Status     int     `json:"status"`
	RetryAfter string  `json:"retryAfter"`
	Body       string  `json:"body"`
	Drop       bool    `json:"drop"`
}

func (w *Workspace) orderFault(in faultIn) error {
	ends := 0
	for _, set := range []bool{in.Error != "", in.Status != 0, in.Drop} {
		if set {
			ends++
		}
	}
	switch {
	case ends > 1:
		return errors.New("of error, status and drop only one can happen")
	case ends == 0 && in.DelayMS == 0 && in.SkewMS == 0:
		return errors.New("nothing goes wrong: give delayMs, skewMs, error, status or drop")
	case in.Status != 0 && (in.Status < 200 || in.Status > 599):
		return errors.New("a status is between 200 and 599")
	case in.Status == 0 && (in.RetryAfter != "" || in.Body != ""):
		return errors.New("retryAfter and body go with a status")
	case in.Share < 0 || in.Share > 1:
		return errors.New("a share is between 0 and 1")
	case in.DelayMS < 0 || in.DelayMS > time.Hour.Milliseconds():
		return errors.New("a delay is between 0 and 3600000 ms")
	}
	w.Fail(Fault{
		Method: in.Method, Channel: in.Channel, Times: in.Times, Share: in.Share, Seed: in.Seed, Done: in.Done,
		Delay: time.Duration(in.DelayMS) * time.Millisecond, Skew: time.Duration(in.SkewMS) * time.Millisecond, Error: in.Error,
		Status: in.Status, RetryAfter: in.RetryAfter, Body: in.Body, Drop: in.Drop,
	})
	return nil
}
