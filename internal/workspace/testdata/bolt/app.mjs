// A small app on Slack's own framework. It uses what most apps use, so that the
// test which drives it notices when the workspace is not as Slack is.
import bolt from "@slack/bolt";

const { App, LogLevel } = bolt;
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const text = (words) => ({ type: "plain_text", text: words });
const button = (id, label, value) => ({ type: "button", action_id: id, text: text(label), value });

const form = (title) => ({
  type: "modal",
  callback_id: "order_form",
  private_metadata: "kept",
  title: text(title),
  submit: text("Send"),
  blocks: [
    { type: "input", block_id: "amount", label: text("How many"), element: { type: "plain_text_input", action_id: "in" } },
    { type: "actions", block_id: "more", elements: [button("relabel", "Relabel", "1")] },
  ],
});

app.command("/order", async ({ command, ack, respond, say }) => {
  await ack(`acknowledged ${command.text}`);
  await respond({ text: `responded to ${command.user_id}`, response_type: "ephemeral" });
  await say({
    text: "said",
    blocks: [
      { type: "section", block_id: "words", text: { type: "mrkdwn", text: "*said*" } },
      { type: "actions", block_id: "row", elements: [button("open", "Open", "order 1"), button("mark", "Mark", "order 1")] },
    ],
  });
});

app.action("open", async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: form("An order") });
});

app.action("mark", async ({ ack, respond, action }) => {
  await ack();
  await respond({ text: `marked ${action.value}`, replace_original: true });
});

app.action("relabel", async ({ ack, body, client }) => {
  await ack();
  await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: form("Another title") });
});

app.shortcut("note", async ({ ack, shortcut, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: form("A note") });
});

app.view("order_form", async ({ ack, view, body, client }) => {
  const amount = view.state.values.amount.in.value;
  if (!/^\d+$/.test(amount)) {
    await ack({ response_action: "errors", errors: { amount: "A number, please." } });
    return;
  }
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: `ordered ${amount}, ${view.private_metadata}` });
});

app.event("app_home_opened", async ({ event, client }) => {
  await client.views.publish({
    user_id: event.user,
    view: { type: "home", blocks: [{ type: "section", text: { type: "mrkdwn", text: `home of ${event.user}` } }] },
  });
});

app.message("hello", async ({ message, say }) => {
  await say({ text: `hello <@${message.user}>`, thread_ts: message.ts });
});

app.error(async (error) => console.error("app error", error.code, error.message));

await app.start();
console.log("started");
