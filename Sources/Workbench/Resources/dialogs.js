// What is asked or explained in a window of its own.
import { get } from "./api.js"
import { byId, counted, el, withCode } from "./dom.js"

export const dialog = byId("dialog")
// A click beside the window closes it.
dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close() })

/** Opens the window, or shows something else in it. */
export function open(title, content, ...actions) {
  const close = el("button", {
    type: "button", class: "quiet close", "aria-label": "Close", onclick: () => dialog.close(),
  }, "✕")
  dialog.replaceChildren(
    el("div", { class: "dialog-head" }, el("h2", { id: "dialog-title" }, title), close),
    el("div", { class: "dialog-body" }, ...content),
    actions.length ? el("div", { class: "dialog-actions" }, ...actions) : "")
  if (!dialog.open) dialog.showModal()
}

export const cancel = () => el("button", { type: "button", onclick: () => dialog.close() }, "Cancel")

/** Shows what fixes would change; secrets are masked, as in `batchlint fix --diff`. */
export function previewFix(title, preview, apply) {
  const total = preview.fixed.reduce((sum, entry) => sum + entry.count, 0)
  if (!total) {
    return open(title, [el("p", {}, "Nothing can be fixed without a new finding; correct the values by hand.")],
      cancel())
  }
  const lines = preview.diff.split("\n").slice(0, -1).filter(line => !/^(---|\+\+\+) /.test(line))
  const kinds = { "+": "added", "-": "removed", "@": "hunk", "#": "remark" }
  const diff = el("pre", { class: "diff", tabIndex: 0, role: "region", "aria-label": "Changes" },
    ...lines.map(line => el("span", { class: kinds[line[0]] ?? "" }, `${line}\n`)))
  const rules = preview.fixed.map(entry => `${entry.count.toLocaleString("en-US")} ${entry.rule}`).join(", ")
  const button = el("button", {
    type: "button", class: "primary", autofocus: true, onclick: () => { dialog.close(); apply() },
  }, "Apply")
  open(title, [
    el("p", {}, `${counted(total, "finding")}: ${rules}`), diff,
    preview.isWhole ? null : el("p", { class: "soft" }, "Only the first changes are shown."),
  ].filter(Boolean), cancel(), button)
  button.focus()
}

/** A form whose choices make the address of a download. */
function offer(title, action, fields) {
  const link = el("a", { class: "button primary", download: "", onclick: () => setTimeout(() => dialog.close()) },
    "Download")
  const controls = fields.map(([id, label, choices, chosen]) => ({ id, label, control: el("select", {
    id: `offer-${id}`, onchange: () => update(),
  }, ...choices.map(choice => el("option", { value: choice.name, selected: choice.name === chosen }, choice.title))) }))
  const update = () => {
    link.href = `${action}?${new URLSearchParams(controls.map(({ id, control }) => [id, control.value]))}`
  }
  update()
  open(title, controls.map(({ label, control }) => el("div", { class: "field" },
    el("label", { htmlFor: control.id }, label), control)), cancel(), link)
}

export const offerReport = formats => offer("Download a report", "api/report", [
  ["format", "Format", formats.map(name => ({ name, title: name })), "html"],
])

export const offerTemplate = ({ kinds, servers }) => offer("Download a template", "api/template", [
  ["kind", "Kind", kinds, "imap"], ["server", "Source server", servers, "any"],
  ["format", "Format", [
    { name: "csv", title: "CSV" }, { name: "xlsx", title: "Excel workbook" }, { name: "ods", title: "OpenDocument" },
  ], "csv"],
])

/** The script and the checklist of a migration. */
export function offerPlan(host) {
  const fields = [
    ["host", "Source server", el("input", {
      id: "plan-host", value: host ?? "", autocomplete: "off", spellcheck: false,
    })],
    ["security", "Security", el("select", { id: "plan-security" }, ...[
      ["implicit", "TLS from the first byte"], ["starttls", "STARTTLS"], ["none", "None"],
    ].map(([value, text]) => el("option", { value }, text)))],
    ["concurrency", "Mailboxes at a time", el("input", {
      id: "plan-concurrency", type: "number", min: 1, max: 300, value: 20,
    })],
    ["delivery", "Target delivery domain, if the type needs one",
      el("input", { id: "plan-delivery", autocomplete: "off", spellcheck: false })],
  ]
  const problem = el("p", { class: "problem", role: "alert" })
  const go = el("button", { type: "button", class: "primary", onclick: async () => {
    const wishes = new URLSearchParams(fields.map(([name, , control]) => [name, control.value.trim()])
      .filter(([, value]) => value))
    try {
      await get("plan", wishes)
      el("a", { href: `api/plan.zip?${wishes}`, download: "" }).click()
      dialog.close()
    } catch (error) {
      problem.textContent = error.message
    }
  } }, "Download")
  open("Download a migration plan", [
    el("p", {}, "The PowerShell script that creates the endpoint and the batch, and a checklist. "
      + "Neither contains a password."),
    el("div", { class: "fields" }, ...fields.map(([, label, control]) =>
      el("div", { class: "field" }, el("label", { htmlFor: control.id }, label), control))), problem,
  ], cancel(), go)
}

/** What was decided on the way. */
export function showRemarks(title, remarks) {
  open(title, [el("ul", { class: "remarks" }, ...remarks.map(remark => el("li", {}, ...withCode(remark))))],
    el("button", { type: "button", class: "primary", autofocus: true, onclick: () => dialog.close() }, "OK"))
}

/** Asks how to divide the file, and shows the batches that this makes. */
export function split() {
  const number = (id, label) => ({ label, control: el("input", {
    id, type: "number", min: 1, inputMode: "numeric", oninput: () => update(),
  }) })
  const keep = el("select", { id: "split-keep", onchange: () => update() },
    ...[["", "no rows"], ["domain", "the rows of a domain"], ["admin", "the rows of an admin"]].map(([value, text]) =>
      el("option", { value }, text)))
  const fields = {
    rows: number("split-rows", "Rows per batch, at most"), pilot: number("split-pilot", "Rows of a pilot batch"),
    keep: { label: "Keep together", control: keep },
  }
  const list = el("tbody")
  const problem = el("p", { class: "problem", role: "status" })
  const link = el("a", { class: "button primary", download: "" }, "Download")
  const update = async () => {
    const wishes = Object.fromEntries(Object.entries(fields).map(([name, { control }]) => [name, control.value])
      .filter(([, value]) => value))
    link.href = `api/batches.zip?${new URLSearchParams(wishes)}`
    try {
      const { batches } = await get("batches", wishes)
      problem.textContent = ""
      list.replaceChildren(...batches.map(batch => el("tr", {}, el("td", {}, batch.name),
        el("td", {}, batch.rows.toLocaleString("en-US")), el("td", {}, batch.bytes.toLocaleString("en-US")))))
    } catch (error) {
      list.replaceChildren()
      problem.textContent = error.message
    }
    link.hidden = !list.childElementCount
  }
  open("Split into batches", [
    el("div", { class: "fields" }, ...Object.values(fields).map(({ label, control }) =>
      el("div", { class: "field" }, el("label", { htmlFor: control.id }, label), control))),
    problem,
    el("table", { class: "batches" }, el("thead", {}, el("tr", {}, ...["Batch", "Rows", "Bytes"].map(name =>
      el("th", { scope: "col" }, name)))), list),
  ], cancel(), link)
  update()
}

/** A rule's page. */
export function explain({ name, page }) {
  open(name, [el("div", { class: "page" }, ...markdown(page))])
}

export function shortcuts() {
  const keys = [
    ["Arrow keys, Page Up, Page Down", "Move in the rows"], ["Home, End", "First and last column"],
    ["Ctrl Home, Ctrl End", "First and last row"], ["Enter, F2", "Edit the value"],
    ["F8, Shift F8", "Next and previous row with a finding"], ["Ctrl Z", "Undo"], ["Ctrl S", "Save or download"],
    ["Ctrl O", "Open a file"],
  ]
  const names = key => key.split(", ").flatMap((part, index) => [index ? ", " : "", el("kbd", {}, part)])
  open("Keyboard shortcuts", [el("dl", { class: "keys" }, ...keys.flatMap(([key, text]) =>
    [el("dt", {}, ...names(key)), el("dd", {}, text)]))])
}

/** The parts of Markdown that rule pages are written in. */
function markdown(text) {
  const blocks = []
  let paragraph = []
  const flush = () => {
    if (!paragraph.length) return
    if (paragraph[0].startsWith("- ")) {
      const items = paragraph.join("\n").split(/^- /m).slice(1)
      blocks.push(el("ul", {}, ...items.map(item => el("li", {}, ...inline(item)))))
    } else {
      blocks.push(el("p", {}, ...inline(paragraph.join(" "))))
    }
    paragraph = []
  }
  let code = null
  for (const line of text.split("\n")) {
    if (line.startsWith("```")) {
      flush()
      if (code) blocks.push(el("pre", { tabIndex: 0 }, code.join("\n")))
      code = code ? null : []
    } else if (code) code.push(line)
    else if (line.startsWith("# ")) continue
    else if (line.startsWith("#")) {
      flush()
      blocks.push(el("h3", {}, line.replace(/^#+ /, "")))
    } else if (line.trim()) paragraph.push(line)
    else flush()
  }
  flush()
  return blocks
}

/** Code is kept; of links, which lead away from this machine, only the text. */
const inline = text => withCode(text.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1").replace(/\*\*?([^*]+)\*\*?/g, "$1"))
