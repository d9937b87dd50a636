// The selected value: what is wrong with it, and what can be done.
import { byId, el, grouped, severitySign, withCode } from "./dom.js"

export class Inspector {
  constructor({ onEdit, onFix, onExplain }) {
    Object.assign(this, { onEdit, onFix, onExplain })
    this.root = byId("inspector")
  }

  /** Shows the value of a row in a column, and the findings about it or about the whole row. */
  show(file, current) {
    if (!current) return this.root.replaceChildren()
    const { row, column } = current
    const value = row.cells[column]
    const findings = row.findings.filter(finding => finding.column === column || finding.column === undefined)
    const text = value === null ? el("span", { class: "soft" }, "hidden")
      : value === undefined ? el("span", { class: "soft" }, "no value")
      : value === "" ? el("span", { class: "soft" }, "empty") : el("code", {}, value)
    this.root.replaceChildren(
      el("div", { class: "inspector-head" },
        el("p", {}, el("strong", {}, file.columns[column]?.name ?? ""), " ",
          el("span", { class: "soft" }, `row ${grouped(row.row)}`)),
        el("p", { class: "value" }, text),
        file.sheet || value === undefined ? null : el("button", {
          type: "button", class: "quiet", onclick: this.onEdit,
        }, value === null ? "Replace…" : "Edit")),
      ...findings.map(finding => this.finding(finding)))
  }

  finding(finding) {
    return el("div", { class: `finding ${finding.severity}` },
      el("p", { class: "message" }, severitySign(finding.severity), " ", ...withCode(finding.message), " ",
        el("button", { type: "button", class: "link", onclick: () => this.onExplain(finding.rule) }, finding.rule)),
      el("p", { class: "advice" }, ...withCode(finding.advice), " ",
        finding.fix ? el("button", {
          type: "button", onclick: () => this.onFix({ scope: "finding", finding: finding.finding }, finding.fix.title),
        }, finding.fix.isSafe ? "Fix…" : "Fix (unsafe)…") : null),
      finding.service ? el("p", { class: "soft" }, `Microsoft 365: ${finding.service}`) : null)
  }
}
