package slack

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAnUnclearAnswerIsAnError(t *testing.T) {
	tests := []struct {
		story, answer string
		status        int
		unclear       bool
	}{
		{"it worked", `{"ok":true,"ts":"1.2"}`, 200, false},
		{"it was refused", `{"ok":false,"error":"fatal_error"}`, 200, false},
		{"nothing is said", `{}`, 200, true},
		{"it failed, and nobody says why", `{"ok":false,"error":""}`, 200, true},
		{"half an answer is left to the reader", `{"ok":true,"chan`, 200, false},
		{"a response_url answers in plain text", `ok`, 200, false},
		{"another status says enough", `{}`, 500, false},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
				rw.WriteHeader(tt.status)
				_, _ = io.WriteString(rw, tt.answer)
			}))
			defer server.Close()
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := candid{server.Client(), server.URL + "/", unobserved{}}.Do(req)
			if errors.Is(err, errUnclear) != tt.unclear {
				t.Fatalf("error %v", err)
			}
			if tt.unclear {
				return
			}
			defer resp.Body.Close()
			if body, err := io.ReadAll(resp.Body); err != nil || string(body) != tt.answer {
				t.Errorf("the caller reads %q, %v", body, err)
			}
		})
	}
}
