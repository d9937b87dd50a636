// What the file is checked with, and what was detected.
import { byId, counted, el } from "./dom.js"

export class Settings {
  constructor({ onChange, onRecipients }) {
    this.onRecipients = onRecipients
    this.form = byId("settings")
    this.form.addEventListener("submit", event => event.preventDefault())
    this.form.addEventListener("change", () => onChange(this.values()))
  }

  /** Makes the controls; the choices do not change. */
  build({ kinds, servers, encodings }) {
    const field = (label, control, note) => el("div", { class: "field" },
      el("label", { htmlFor: control.id }, label), control, note)
    const choice = (id, choices) => el("select", { id, "aria-describedby": `${id}-note` },
      el("option", { value: "auto" }, "Detect"), ...choices.map(({ name, title }) =>
        el("option", { value: name }, title)))
    const note = id => el("p", { class: "note", id: `${id}-note` })
    this.kind = choice("kind", kinds)
    this.server = choice("server", servers)
    this.encoding = choice("encoding", encodings.map(name => ({ name, title: name })))
    this.sheet = el("select", { id: "sheet" })
    this.sheetField = field("Sheet", this.sheet)
    this.encodingField = field("Encoding", this.encoding, note("encoding"))
    this.admin = el("input", {
      id: "admin", autocomplete: "off", spellcheck: false, "aria-describedby": "admin-note",
    })
    this.domains = el("input", {
      id: "domains", autocomplete: "off", spellcheck: false, "aria-describedby": "domains-note",
    })
    this.unknown = el("input", { id: "unknown", type: "checkbox" })
    this.recipients = el("button", {
      type: "button", id: "recipients", "aria-describedby": "recipients-note",
      onclick: () => this.onRecipients(this.hasRecipients),
    })
    const notes = { admin: note("admin"), domains: note("domains") }
    notes.admin.textContent = "opens the mailboxes"
    notes.domains.textContent = "accepted, with commas"
    this.form.replaceChildren(
      this.sheetField, field("Kind", this.kind, note("kind")), field("Source server", this.server, note("server")),
      field("Admin account", this.admin, notes.admin), field("Domains", this.domains, notes.domains),
      this.encodingField,
      el("div", { class: "field narrow" }, el("span", { class: "label", id: "recipients-label" }, "Recipients"),
        this.recipients, note("recipients")),
      el("label", { class: "switch" }, this.unknown, " Allow unknown columns"))
  }

  show(options, file) {
    this.kind.value = options.kind
    this.server.value = options.server
    if (document.activeElement !== this.admin) this.admin.value = options.admin
    if (document.activeElement !== this.domains) this.domains.value = options.domains.join(", ")
    this.hasRecipients = options.recipients !== undefined
    this.recipients.textContent =
      this.hasRecipients ? `Remove ${counted(options.recipients, "recipient")}` : "Add an export…"
    byId("recipients-note").textContent = "of the tenant"
    this.unknown.checked = options.allowUnknownColumns
    this.detected(this.kind, file.kind, file.kindReason)
    this.detected(this.server, file.server, file.serverReason)
    this.showText(options, file)
  }

  /** The sheet of a workbook, or the encoding of a text. */
  showText(options, file) {
    const sheets = file.sheets ?? []
    this.sheetField.hidden = sheets.length < 2
    this.encodingField.hidden = sheets.length > 0
    this.sheet.replaceChildren(...sheets.map(name => el("option", { selected: name === file.sheet }, name)))
    this.encoding.value = options.encoding
    this.detected(this.encoding, file.encoding)
  }

  /** What `Detect` has come to, and why. */
  detected(select, title, reason) {
    select.options[0].textContent = select.value === "auto" ? `Detected: ${title}` : "Detect"
    const note = byId(`${select.id}-note`)
    note.textContent = reason ?? ""
    note.title = reason ?? ""
  }

  values() {
    return {
      sheet: this.sheet.value || undefined, encoding: this.encoding.value, kind: this.kind.value, server: this.server.value, admin: this.admin.value.trim(),
      domains: this.domains.value.split(/[\s,;]+/).filter(Boolean), allowUnknownColumns: this.unknown.checked,
    }
  }
}
