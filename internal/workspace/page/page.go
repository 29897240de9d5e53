// Package page holds the web page of the local workspace: a team chat in plain
// JavaScript, without a build step and without anything from elsewhere.
//
// index.html is the frame and app.js starts it. The parts around the
// conversation are sidebar.js, topbar.js, composer.js, dialog.js (modals) and
// guide.js; workspace.js keeps what they share and server.js talks to the
// server. blocks.js draws messages and views out of elements.js, fields.js,
// richtext.js, mrkdwn.js, markdown.js and chart.js.
//
// All text reaches the page as text nodes, so nothing in a message can become
// HTML, and the page runs under the policy default-src 'self'.
package page

import "embed"

// Files are the files of the page, all in one directory; index.html is the
// entry. They refer to each other by relative names and to the server as
// "/page/…".
//
//go:embed *.html *.css *.js *.svg
var Files embed.FS
