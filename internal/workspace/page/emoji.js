// The emoji names most used in messages. Others stay as they are written.

const table = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", wave: "👋", clap: "👏", raised_hands: "🙌", pray: "🙏",
  muscle: "💪", point_right: "👉", point_down: "👇", eyes: "👀", handshake: "🤝", ok_hand: "👌",
  smile: "😄", slightly_smiling_face: "🙂", grinning: "😀", smiley: "😃", blush: "😊", wink: "😉", joy: "😂",
  thinking_face: "🤔", sunglasses: "😎", sweat_smile: "😅", cry: "😢", tada: "🎉", confetti_ball: "🎊", sparkles: "✨",
  star: "⭐", star2: "🌟", fire: "🔥", rocket: "🚀", trophy: "🏆", dove_of_peace: "🕊️", no_entry_sign: "🚫", construction: "🚧", medal: "🏅", first_place_medal: "🥇", dart: "🎯",
  bulb: "💡", bell: "🔔", no_bell: "🔕", mega: "📣", speech_balloon: "💬", thought_balloon: "💭", email: "📧",
  envelope: "✉️", telephone_receiver: "📞", phone: "☎️", calendar: "📆", date: "📅", spiral_calendar_pad: "🗓️",
  clock9: "🕘", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️", zzz: "💤",
  sunrise: "🌅", sunny: "☀️", coffee: "☕", seedling: "🌱", evergreen_tree: "🌲", herb: "🌿", snowflake: "❄️",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️", no_entry: "⛔",
  exclamation: "❗", question: "❓", information_source: "ℹ️", red_circle: "🔴", large_orange_circle: "🟠",
  large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵", white_circle: "⚪",
  heart: "❤️", green_heart: "💚", broken_heart: "💔", moneybag: "💰", dollar: "💵", euro: "💶", credit_card: "💳",
  chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", bar_chart: "📊", clipboard: "📋", memo: "📝",
  pencil: "📝", pencil2: "✏️", pushpin: "📌", round_pushpin: "📍", paperclip: "📎", link: "🔗", mag: "🔍", lock: "🔒",
  key: "🔑", gear: "⚙️", wrench: "🔧", hammer_and_wrench: "🛠️", package: "📦", briefcase: "💼", office: "🏢",
  globe_with_meridians: "🌐", books: "📚", book: "📖", robot_face: "🤖", repeat: "🔁", arrow_right: "➡️",
  arrow_up: "⬆️", arrow_down: "⬇️", arrow_up_small: "🔼", arrow_down_small: "🔽", black_small_square: "▪️", wastebasket: "🗑️",
};

/** emoji gives the character for a name, or :name: if it is not in the table. */
export const emoji = (name) => (name.startsWith("skin-tone-") ? "" : table[name] ?? `:${name}:`);

/** withEmoji replaces the :names: in a text. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name));
