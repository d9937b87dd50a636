// Puts the page together: what the user does goes to the server, and what it answers is shown.
import { get, post, sendRecipients, upload } from "./api.js"
import * as dialogs from "./dialogs.js"
import { byId, grouped } from "./dom.js"
import { Findings } from "./findings.js"
import { Grid } from "./grid.js"
import { Inspector } from "./inspector.js"
import { Probe } from "./probe.js"
import { Settings } from "./settings.js"

let state = {}
let filter = {}

const grid = new Grid({ onSelect: current => inspector.show(state.file, current), onEdit: edit, onProblem: problem })
const inspector = new Inspector({ onEdit: edit, onFix: fix, onExplain: explain })
const settings = new Settings({ 
  onChange: options => run(() => post("options", options)),
  onRecipients: hasOnes => hasOnes ? run(() => sendRecipients(null)) : byId("recipients-chooser").click(),
})
const findings = new Findings({ onGo: go, onFix: fix, onFilter: show => setFilter({ filter: "cause", cause: show }),
  onExplain: explain, onProblem: problem })
const probe = new Probe({ revision, onState: show, onProblem: problem })
grid.onTotal = total => {
  if (!state.file) return
  byId("rows-count").textContent = filter.filter ? `${grouped(total)} of ${grouped(state.file.rows)}` : grouped(total)
}

// What the server answers

function show(next) {
  const isOther = state.file?.revision !== next.file?.revision
  if (isOther && filter.filter === "cause") filter = {}
  state = next
  const { file } = state
  document.body.dataset.state = file ? "file" : "empty"
  document.title = file ? `${file.isModified ? "• " : ""}${file.name} – batchlint` : "batchlint"
  byId("welcome").hidden = Boolean(file)
  byId("reopen").hidden = !state.path
  if (!file) return
  byId("name").textContent = file.name
  byId("edited").hidden = !file.isModified
  byId("save").hidden = !file.isOnDisk
  byId("save").disabled = !file.isModified
  byId("download").classList.toggle("primary", !file.isOnDisk && file.isModified)
  byId("undo").disabled = !file.undo
  byId("convert-first").hidden = !file.sheet && file.isReadable
  byId("only-findings").checked = Boolean(filter.filter)
  settings.show(state.options, file)
  probe.show(state.probe)
  findings.show(file)
  byId("facts").textContent = facts(file)
  byId("unreadable").hidden = file.isReadable
  byId("grid").hidden = !file.isReadable
  byId("unreadable").textContent =
    "The rows are shown as soon as the file can be read as a table; the findings say what keeps it from that."
  grid.show(file, filter)
  if (!file.isReadable) inspector.show(file, null)
}

function facts(file) {
  const delimiters = { ",": "comma", ";": "semicolon", "|": "pipe", tab: "tab" }
  return [
    `${grouped(file.rows)} rows`, file.sheet ? `sheet ${file.sheet}` : delimiters[file.delimiter] ?? file.delimiter,
    file.encoding, `${grouped(file.bytes)} bytes`,
  ].join(" · ")
}

/** Asks for a change, and shows what the file is then. */
async function run(action) {
  document.body.ariaBusy = "true"
  try {
    show(await action())
    notice("")
    return true
  } catch (error) {
    problem(error)
    return false
  } finally {
    document.body.ariaBusy = "false"
  }
}

function revision() { return { revision: state.file?.revision } }

async function problem(error) {
  if (error.status === 409) show(await get("state"))
  if (error.message) notice(error.message)
}

function notice(text) {
  byId("notice").textContent = text
  byId("notice").hidden = !text
}

// What the user does

async function fix(scope, title) {
  try {
    const preview = await post("preview", { ...scope, ...revision() })
    dialogs.previewFix(title[0].toUpperCase() + title.slice(1), preview, async () => {
      await run(() => post("fix", { ...scope, ...revision() }))
      byId("grid").focus()
    })
  } catch (error) {
    problem(error)
  }
}

async function explain(rule) {
  try { dialogs.explain(await get("rule", { name: rule })) } catch (error) { problem(error) }
}

function go(finding) {
  if (filter.filter) setFilter({})
  grid.select(finding.row - 1, finding.column ?? 0)
  byId("grid").focus()
}

function setFilter(next) {
  filter = next
  byId("only-findings").checked = Boolean(filter.filter)
  if (state.file) grid.show(state.file, filter)
}

/** Replaces the selected value in its place; a secret one is never shown. */
async function edit() {
  await grid.ready()
  const { current, activeElement } = grid
  if (!current || !activeElement || state.file.sheet || current.row.cells[current.column] === undefined) return
  const place = { row: current.row.row, column: current.column }
  const name = state.file.columns[current.column].name
  let value
  try { value = await get("value", place) } catch (error) { return problem(error) }
  const [box, input] = [byId("editor"), byId("editor-input")]
  const area = activeElement.getBoundingClientRect()
  box.style.transform = `translate(${area.left}px, ${area.top}px)`
  box.style.width = `${Math.max(area.width, 180)}px`
  input.className = value.isSecret ? "secret" : ""
  input.value = value.value ?? ""
  input.placeholder = value.isSecret ? "New value" : ""
  input.ariaLabel = `${value.isSecret ? "New value of" : "Value of"} ${name}, row ${place.row}`
  box.hidden = false
  input.focus()
  input.select()
  const close = () => {
    box.hidden = true
    input.value = ""
    input.onkeydown = input.onblur = null
    byId("grid").onscroll = null
  }
  byId("grid").onscroll = input.onblur = close
  input.onkeydown = event => {
    if (event.key !== "Enter" && event.key !== "Escape") return
    event.preventDefault()
    const text = input.value
    close()
    byId("grid").focus()
    const isChanged = event.key === "Enter" && (value.isSecret ? text !== "" : text !== value.value)
    if (isChanged) run(() => post("edit", { ...place, value: text, ...revision() }))
  }
}

/** Goes to the next row with a finding, or to the one before. */
async function nextFinding(direction) {
  const row = grid.current?.row.row ?? 0
  try {
    const answer = await get("next", { row, direction })
    if (answer.row) go(answer)
  } catch (error) {
    problem(error)
  }
}

const open = file => {
  filter = {}
  grid.active = { index: 0, column: 0 }
  run(() => upload(file))
}

async function convert() {
  let remarks
  const isDone = await run(async () => {
    const answer = await post("convert", revision())
    remarks = answer.remarks
    return answer
  })
  if (isDone) dialogs.showRemarks("Converted", remarks)
}

const undo = () => run(() => post("undo", revision()))

async function save() {
  if (!state.file?.isOnDisk) return byId("download").click()
  if (await run(() => post("save", revision()))) notice("")
}

const on = (id, action) => byId(id).addEventListener("click", () => {
  byId("more").hidePopover()
  action()
})
for (const id of ["choose", "welcome-choose"]) on(id, () => byId("chooser").click())
for (const id of ["template", "welcome-template"]) on(id, () => dialogs.offerTemplate(state.choices))
for (const id of ["convert", "convert-first"]) on(id, convert)
on("plan", () => dialogs.offerPlan(state.options.host))
on("split", () => dialogs.split())
on("ask-probe", () => probe.ask())
on("undo", undo)
on("save", save)
on("reopen", () => run(() => post("reopen")))
on("report", () => dialogs.offerReport(state.choices.formats))
on("keys", dialogs.shortcuts)
on("quit", async () => {
  await post("quit").catch(() => {})
  document.body.dataset.state = "ended"
  document.body.replaceChildren("batchlint has stopped. You can close this window.")
})
byId("recipients-chooser").addEventListener("change", event => {
  const [file] = event.target.files
  if (file) run(() => sendRecipients(file))
  event.target.value = ""
})
byId("chooser").addEventListener("change", event => {
  if (event.target.files.length) open(event.target.files[0])
  event.target.value = ""
})
byId("only-findings").addEventListener("change", event => setFilter(event.target.checked ? { filter: "findings" } : {}))
byId("download").addEventListener("click", () => setTimeout(async () => show(await get("state")), 300))
byId("notice").addEventListener("click", () => notice(""))

addEventListener("keydown", event => {
  const isTyping = event.target.matches?.("input, select") || byId("dialog").open
  const command = event.ctrlKey || event.metaKey
  if (event.key === "F8") nextFinding(event.shiftKey ? -1 : 1)
  else if (command && event.key === "s") save()
  else if (command && event.key === "o") byId("chooser").click()
  else if (command && event.key === "z" && !isTyping) undo()
  else return
  event.preventDefault()
})

// Dropping a file

const hasFile = event => event.dataTransfer?.types.includes("Files")
addEventListener("dragover", event => {
  if (!hasFile(event)) return
  event.preventDefault()
  byId("drop").hidden = false
})
addEventListener("dragleave", event => { if (!event.relatedTarget) byId("drop").hidden = true })
addEventListener("drop", event => {
  event.preventDefault()
  byId("drop").hidden = true
  const [file] = event.dataTransfer?.files ?? []
  if (file) open(file)
})

// The first rows are asked for together with the file.
const [first, rows] = await Promise.all([get("state"), get("rows", { from: 0, count: 100 })])
settings.build(first.choices)
show(first)
if (first.file && first.file.revision === rows.revision) grid.keep(0, rows)
