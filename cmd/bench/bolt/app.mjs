// A bot as one writes it on Slack's own framework for JavaScript, with ioredis
// and WATCH. It does for a command what cmd/bench/plain does; cmd/bench measures
// both.
import bolt from "@slack/bolt";
import Redis from "ioredis";

const { App, LogLevel } = bolt;
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

// WATCH belongs to a connection, so each change under way needs one of its own.
const idle = [];
const borrow = () => idle.pop() ?? new Redis(process.env.REDIS_URL);
const shared = new Redis(process.env.REDIS_URL);
const key = (name) => `bolt:{${process.env.BENCH_TEAM}}:${name}`;

const reply = (text) => ({
  response_type: "ephemeral",
  text,
  blocks: [
    { type: "section", text: { type: "mrkdwn", text } },
    { type: "actions", elements: [{ type: "button", action_id: "undo", value: "op", text: { type: "plain_text", text: "Undo" } }] },
  ],
});

app.command("/deal", async ({ command, ack }) => {
  const id = await shared.incr(key("ids"));
  const name = command.text.replace(/^add /, "").split(" 12k")[0];
  const now = Date.now();
  const deal = { id, name, contact: "Jo Miller", value: 1200000, stage: "prospect", owner: command.user_id, touch: now, outreach: now };
  await shared.pipeline().set(key(`deal:${id}`), JSON.stringify(deal)).hset(key(`names:${command.user_id}`), name, id).exec();
  await ack(reply(`Added #${id}.`));
});

const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const nextStep = (note, now) => {
  const after = note.split("next step ")[1];
  if (!after) return ["", ""];
  const [words, day] = after.split(" on ");
  for (let i = 1; i <= 7; i++) {
    const d = new Date(now + i * 86400000);
    if (days[d.getUTCDay()] === (day ?? "").toLowerCase()) return [words, d.toUTCString().slice(0, 11)];
  }
  return [words, ""];
};

const log = async (op, id, user, note) => {
  const db = borrow();
  try {
    for (let round = 0; round < 10; round++) {
      await db.watch(key(`deal:${id}`));
      const [done, text] = await db.mget(key(`op:${op}`), key(`deal:${id}`));
      if (done) return JSON.parse(done);
      const deal = JSON.parse(text);
      if (deal.owner !== user) throw new Error("not yours");
      const now = Date.now();
      [deal.next, deal.on] = nextStep(note, now);
      Object.assign(deal, { touch: now, outreach: now, last: "touch" });
      const json = JSON.stringify(deal);
      const result = await db
        .multi()
        .set(key(`deal:${id}`), json)
        .zadd(key("open"), now, id)
        .zadd(key(`own:${user}`), now, id)
        .lpush(key(`hist:${id}`), JSON.stringify({ at: now, by: user, kind: "touch", note }))
        .ltrim(key(`hist:${id}`), 0, 199)
        .zadd(key("due"), "NX", now + 86400000, `prompt:${user}`)
        .set(key(`op:${op}`), json, "EX", 172800)
        .exec();
      if (result) return deal;
    }
    throw new Error("too many conflicts");
  } finally {
    await db.unwatch();
    idle.push(db);
  }
};

app.command("/call", async ({ command, ack }) => {
  const [ref, note] = command.text.split(" spoke");
  try {
    const id = ref.startsWith("#") ? ref.slice(1) : await shared.hget(key(`names:${command.user_id}`), ref);
    const deal = await log(command.trigger_id, Number(id), command.user_id, "spoke" + note);
    await ack(reply(`Logged on *#${deal.id} ${deal.name}*. Next step: ${deal.next}, ${deal.on}.`));
  } catch (err) {
    await ack(reply(`Sorry: ${err.message}`));
  }
});

await app.start();
