// Makes elements. Text is always text: nothing of the file is ever read as HTML.

/** An element with properties, `aria-…` and `data-…` attributes, event handlers (`on…`), and children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else if (name === "class") element.className = value
    else if (name in element && !name.includes("-")) element[name] = value
    else element.setAttribute(name, value)
  }
  element.append(...children.filter(child => child !== undefined && child !== null))
  return element
}

export const byId = id => document.getElementById(id)

/** 50000 as 50,000. */
export const grouped = number => number.toLocaleString("en-US")

/** `1 row`, `50,000 rows`. */
export const counted = (number, word) => `${grouped(number)} ${word}${number === 1 ? "" : "s"}`

const signs = { error: "✕", warning: "▲", info: "●" }

/** A severity as a sign in its colour, with its name for those who do not see it. */
export const severitySign = severity => el("span", { class: `sign ${severity}` },
  el("span", { "aria-hidden": "true" }, signs[severity]), el("span", { class: "hidden" }, `${severity}: `))

/** Text in which what is between backticks is code. */
export function withCode(text) {
  return text.split("`").map((part, index) => index % 2 ? el("code", {}, part) : part)
}
