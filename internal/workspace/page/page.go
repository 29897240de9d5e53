// Package page holds the web page of the local workspace: a team chat in plain
// JavaScript, without a build step and without anything from elsewhere.
//
// index.html is the frame and app.js starts it. sidebar.js, topbar.js,
// composer.js (with commands.js), home.js and dialog.js (modals) are the parts
// around the conversation; guide.js, thread.js and inspector.js are panels
// beside it, of which panels.js shows one. workspace.js keeps what they share
// and server.js talks to the server.
//
// attach.js holds the files that go with what is being written, and files.js
// lists those of a message.
//
// history.js holds the messages of a conversation or a thread, feed.js lists
// them and message.js draws one. blocks.js draws what is in messages and views
// out of elements.js, fields.js, selects.js, cards.js, media.js, richtext.js,
// mrkdwn.js, markdown.js, table.js and chart.js; form.js gathers what is typed
// into it and hands on what is pressed.
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
