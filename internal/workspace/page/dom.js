// Making elements. Text becomes text nodes only.

/**
 * el makes an HTML element. Of the properties, `on` holds listeners by event
 * name, `class` the classes; names the element does not know as properties
 * become attributes. Children are nodes, strings, arrays of these, or nothing.
 */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "class") {
      node.className = value;
    } else if (name in node && name !== "list") {
      node[name] = value;
    } else {
      node.setAttribute(name, value);
    }
  }
  node.append(...flat(children));
  return node;
}

/** svg makes an SVG element; its properties are attributes. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...flat(children));
  return node;
}

/** link makes a link if the address is one of the web, else only its text. */
export function link(address, ...children) {
  const href = webAddress(address);
  const shown = children.length ? children : [address];
  if (!href) return el("span", {}, ...shown);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...shown);
}

const schemes = ["https:", "http:", "mailto:"];

/** webAddress gives the address if it is one of the web or of mail, else "". */
export function webAddress(address) {
  try {
    const url = new URL(address);
    return schemes.includes(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

const looks = new WeakMap();

/**
 * redraw replaces the children of a node unless it looks as it did before. The
 * focus stays on the child with the same data-key.
 */
export function redraw(node, look, draw) {
  if (looks.get(node) === look) return;
  looks.set(node, look);
  const key = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  node.replaceChildren(...flat(draw()));
  if (key) [...node.querySelectorAll("[data-key]")].find((n) => n.dataset.key === key)?.focus();
}

/** soon makes a function that does its work once, in a moment, however often it is called until then. */
export function soon(work) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      work();
    }, 0);
  };
}

/** byId finds an element of index.html. */
export const byId = (id) => document.getElementById(id);

function flat(children) {
  return children.flat(Infinity).filter((c) => c !== undefined && c !== null && c !== false && c !== "");
}
