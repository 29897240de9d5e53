// Fields that are written in.

/** grow gives a field the height of what is written in it, up to a limit. */
export function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 200)}px`;
}
