// The findings by cause.
import { get } from "./api.js"
import { byId, counted, el, grouped, severitySign, withCode } from "./dom.js"

const step = 50

export class Findings {
  constructor({ onGo, onFix, onFilter, onExplain, onProblem }) {
    Object.assign(this, { onGo, onFix, onFilter, onExplain, onProblem })
    this.list = byId("causes")
    byId("fix-safe").addEventListener("click", () => onFix({ scope: "safe" }, "Apply all safe fixes"))
    byId("fix-unsafe").addEventListener("click", () => onFix({ scope: "unsafe" }, "Apply all fixes, unsafe ones too"))
  }

  show(file) {
    byId("verdict").replaceChildren(...this.verdict(file))
    const more = file.allFixes - file.safeFixes
    const [safe, unsafe] = [byId("fix-safe"), byId("fix-unsafe")]
    safe.textContent = `Fix ${counted(file.safeFixes, "finding")}…`
    safe.hidden = !file.safeFixes
    const which = file.safeFixes ? `${grouped(more)} more,` : counted(more, "finding")
    unsafe.textContent = `Fix ${which} with unsafe fixes…`
    unsafe.hidden = !more
    const open = new Set([...this.list.querySelectorAll("[aria-expanded=true]")].map(head => head.dataset.key))
    this.list.replaceChildren(...file.causes.map((cause, index) => this.cause(cause, index, open)))
  }

  verdict(file) {
    if (!file.causes.length) return [el("span", { class: "clean" }, "✓ No problems found")]
    return ["error", "warning", "info"].filter(severity => file[severity]).map(severity =>
      el("span", { class: severity }, severitySign(severity), ` ${counted(file[severity], severity)}`))
  }

  cause(cause, index, open) {
    const key = `${cause.rule}/${cause.column ?? ""}`
    const body = el("div", { class: "cause-body", id: `cause-${index}`, hidden: true })
    const head = el("button", {
      type: "button", class: "cause-head", "aria-expanded": "false", "aria-controls": body.id, "data-key": key,
      onclick: () => this.toggle(head, body, cause, index),
    }, severitySign(cause.severity), el("span", { class: "cause-text" }, ...withCode(cause.summary)),
      el("span", { class: "count" }, grouped(cause.count)))
    const place = cause.column ? ` · ${cause.column}` : ""
    const item = el("li", { class: `cause ${cause.severity}` }, head,
      el("p", { class: "soft rule" }, el("code", {}, cause.rule), place), body)
    if (open.has(key)) this.toggle(head, body, cause, index)
    return item
  }

  toggle(head, body, cause, index) {
    const isOpen = head.getAttribute("aria-expanded") === "true"
    head.setAttribute("aria-expanded", String(!isOpen))
    body.hidden = isOpen
    if (isOpen || body.childElementCount) return
    const list = el("ol", { class: "places" })
    const more = el("button", { type: "button", class: "quiet", hidden: true, onclick: () => fill() }, "Show more")
    const fill = () => this.fill(list, more, cause, index)
    const actions = el("p", { class: "cause-actions" })
    if (cause.fix) {
      actions.append(el("button", {
        type: "button", onclick: () => this.onFix({ scope: "cause", cause: index }, `Fix ${cause.rule}`),
      }, `Fix ${cause.count === 1 ? "it" : `all ${grouped(cause.count)}`}…`))
      if (!cause.fix.isSafe) actions.append(el("span", { class: "tag" }, "unsafe"))
    }
    actions.append(
      el("button", { type: "button", class: "quiet", onclick: () => this.onFilter(index) }, "Show these rows only"),
      el("button", { type: "button", class: "quiet", onclick: () => this.onExplain(cause.rule) }, "Explain"))
    body.append(actions, list, more)
    fill()
  }

  async fill(list, more, cause, index) {
    try {
      const answer = await get("findings", { cause: index, from: list.childElementCount, count: step })
      for (const finding of answer.findings) {
        const go = () => this.onGo(finding)
        list.append(el("li", {}, finding.row
          ? el("button", { type: "button", class: "place", onclick: go }, `Row ${grouped(finding.row)}`)
          : el("span", { class: "place" }, "File"),
        el("span", {}, ...withCode(finding.message))))
      }
      more.hidden = list.childElementCount >= cause.count
    } catch (problem) {
      this.onProblem(problem)
    }
  }
}
