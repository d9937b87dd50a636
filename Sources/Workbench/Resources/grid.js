// The rows of the file. Only those that are visible are drawn and fetched.
import { get } from "./api.js"
import { byId, el, grouped } from "./dom.js"

const rowHeight = 30
/** Browsers draw no element that is much higher: beyond it, the scroll bar is to scale. */
const highest = 8_000_000
const chunkSize = 100
const mostChunks = 60
const overscan = 8
const ranks = { error: 3, warning: 2, info: 1 }

export class Grid {
  /** @param onSelect called with the row and column that were selected. */
  constructor({ onSelect, onEdit, onProblem }) {
    Object.assign(this, { onSelect, onEdit, onProblem })
    this.root = byId("grid")
    this.body = byId("grid-body")
    this.header = byId("grid-header")
    this.columns = []
    this.total = 0
    this.active = { index: 0, column: 0 }
    this.drawn = new Map()
    this.pool = []
    this.forget()
    this.root.addEventListener("scroll", () => this.schedule(), { passive: true })
    this.root.addEventListener("keydown", event => this.key(event))
    this.body.addEventListener("mousedown", event => this.press(event))
    this.body.addEventListener("dblclick", () => this.onEdit())
    this.viewHeight = 0
    new ResizeObserver(() => this.resize()).observe(this.root)
  }

  /** Shows a file, or its next state. */
  show(file, filter) {
    const isSame = this.revision === file.revision && this.filterKey === JSON.stringify(filter)
    if (isSame) return
    this.forget()
    if (this.filterKey !== JSON.stringify(filter)) this.old = new Map()
    this.revision = file.revision
    this.filter = filter
    this.filterKey = JSON.stringify(filter)
    this.setTotal(filter.filter ? this.total : file.rows)
    this.setColumns(file.columns)
    this.schedule()
  }

  /** What is drawn stays until there is something newer. */
  forget() {
    this.old = this.chunks ?? new Map()
    this.chunks = new Map()
    this.pending = new Map()
  }

  setTotal(total) {
    this.total = total
    this.root.setAttribute("aria-rowcount", total + 1)
    this.height = Math.min(total * rowHeight, highest)
    this.body.style.height = `${this.height}px`
    if (this.active.index >= total) this.active.index = Math.max(0, total - 1)
    this.onTotal?.(total)
  }

  setColumns(columns) {
    this.columns = columns
    this.root.setAttribute("aria-colcount", columns.length + 1)
    this.header.replaceChildren(
      el("span", { role: "columnheader", class: "number", "aria-colindex": 1 }, "Row"),
      ...columns.map((column, index) => el("span", {
        role: "columnheader", "aria-colindex": index + 2, class: column.isSecret ? "secret" : "", title: column.name,
      }, column.name)))
    if (this.active.column >= columns.length) this.active.column = 0
    this.setWidths()
    for (const row of this.drawn.values()) row.element.remove()
    this.drawn.clear()
    this.pool = []
  }

  /** As wide as the names and the first rows are; what is left is shared. In pixels, so that a row costs no layout. */
  setWidths() {
    const sample = this.chunks.get(0) ?? this.old.get(0) ?? []
    const letter = 7.6 * parseFloat(getComputedStyle(this.root).fontSize) / 12.5
    const wanted = this.columns.map((column, index) => {
      const longest = sample.reduce((most, row) => Math.max(most, row.cells[index]?.length ?? 8), column.name.length)
      return Math.round(Math.min(Math.max(longest + 3, 12), 44) * letter)
    })
    const numbers = Math.round(Math.max(7, grouped(this.total).length + 4) * letter)
    const sum = wanted.reduce((sum, width) => sum + width, 0)
    const room = Math.max(0, this.root.clientWidth - numbers - sum)
    const widths = wanted.map(width => Math.floor(width + room * width / sum))
    this.root.style.setProperty("--columns", [numbers, ...widths].map(width => `${width}px`).join(" "))
    this.root.style.setProperty("--width", `${widths.reduce((sum, width) => sum + width, numbers)}px`)
    this.root.classList.toggle("wide", room === 0)
  }

  // Drawing

  schedule() {
    if (this.isScheduled) return
    this.isScheduled = true
    requestAnimationFrame(() => {
      this.isScheduled = false
      this.draw()
    })
  }

  resize() {
    this.viewHeight = Math.max(0, this.root.clientHeight - rowHeight)
    if (this.columns.length) this.setWidths()
    this.schedule()
  }

  /** The index of the row at the upper edge, with a fraction. */
  get top() {
    if (this.height < highest) return this.root.scrollTop / rowHeight
    const way = this.height - this.viewHeight
    return Math.min(1, this.root.scrollTop / way) * (this.total - this.viewHeight / rowHeight)
  }

  offset(index) {
    return this.height < highest ? index * rowHeight : this.root.scrollTop + (index - this.top) * rowHeight
  }

  draw() {
    const first = Math.max(0, Math.floor(this.top) - overscan)
    const last = Math.min(this.total, Math.ceil(this.top + this.viewHeight / rowHeight) + overscan)
    for (const [index, row] of this.drawn) {
      if (index < first || index >= last) {
        this.drawn.delete(index)
        this.pool.push(row)
      }
    }
    for (let index = first; index < last; index++) this.drawRow(index)
    for (const row of this.pool) row.element.hidden = true
    this.mark()
    this.fetch(first, last)
  }

  drawRow(index) {
    let row = this.drawn.get(index)
    if (!row) {
      row = this.pool.pop() ?? this.makeRow()
      this.drawn.set(index, row)
      row.element.hidden = false
      row.element.setAttribute("aria-rowindex", index + 2)
      row.index = index
      row.data = null
    }
    const place = `translateY(${this.offset(index)}px)`
    if (row.place !== place) row.element.style.transform = row.place = place
    const data = this.row(index) ?? this.old.get(Math.floor(index / chunkSize))?.[index % chunkSize]
    if (row.data !== (data ?? undefined)) this.fill(row, data)
  }

  makeRow() {
    const number = el("span", { role: "rowheader", class: "number", "aria-colindex": 1 })
    this.made = (this.made ?? 0) + 1
    const cells = this.columns.map((_, column) => el("span", {
      role: "gridcell", "aria-colindex": column + 2, id: `cell-${this.made}-${column}`,
    }))
    const element = el("div", { role: "row", class: "grid-row" }, number, ...cells)
    this.body.append(element)
    return { element, number, cells }
  }

  fill(row, data) {
    row.data = data
    row.number.textContent = data ? grouped(data.row) : ""
    row.number.className = `number ${worst(data?.findings.filter(finding => finding.column === undefined))}`
    row.number.title = data ? sentences(data.findings.filter(finding => finding.column === undefined)) : ""
    row.element.classList.toggle("waiting", !data)
    row.cells.forEach((cell, column) => {
      const value = data?.cells[column]
      const own = data?.findings.filter(finding => finding.column === column) ?? []
      const severity = worst(own)
      cell.textContent = value === null ? "••••••" : value ?? ""
      cell.className = `${severity} ${value === null ? "secret" : ""}`
      cell.title = own.length ? sentences(own) : value ?? ""
      setOrRemove(cell, "aria-invalid", severity ? "true" : null)
      setOrRemove(cell, "aria-label", label(value, own))
    })
    if (data?.extra) row.cells.at(-1)?.append(el("em", {}, ` +${data.extra}`))
  }

  // Data

  row(index) {
    const chunk = this.chunks.get(Math.floor(index / chunkSize))
    return chunk?.[index % chunkSize]
  }

  fetch(first, last) {
    const wanted = []
    for (let chunk = Math.floor(first / chunkSize); chunk * chunkSize < last; chunk++) wanted.push(chunk)
    for (const chunk of wanted) this.load(chunk)
  }

  /** Fetches some rows, unless that is done or under way. */
  load(chunk) {
    if (this.chunks.has(chunk)) return
    if (!this.pending.has(chunk)) this.pending.set(chunk, this.request(chunk))
    return this.pending.get(chunk)
  }

  async request(chunk) {
    const { pending, revision, filterKey } = this
    try {
      const answer = await get("rows", { from: chunk * chunkSize, count: chunkSize, ...this.filter })
      if (this.pending !== pending) return
      if (answer.revision !== revision) return this.onProblem({ status: 409 })
      if (this.filterKey === filterKey) this.keep(chunk, answer)
    } catch (problem) {
      this.onProblem(problem)
    } finally {
      pending.delete(chunk)
    }
  }

  /** Takes rows that came with, or before, their file. */
  keep(chunk, answer) {
    this.chunks.set(chunk, answer.rows)
    if (this.chunks.size > mostChunks) this.chunks.delete(this.chunks.keys().next().value)
    if (answer.total !== this.total) this.setTotal(answer.total)
    if (chunk === 0) this.setWidths()
    this.schedule()
    if (Math.floor(this.active.index / chunkSize) === chunk) this.announce()
  }

  // Selection

  get current() {
    const data = this.row(this.active.index)
    return data && this.columns.length ? { row: data, column: this.active.column } : null
  }

  /** Waits for the row of the selected value as it is now. */
  async ready() {
    await this.load(Math.floor(this.active.index / chunkSize))
    this.draw()
  }

  get activeElement() { return this.drawn.get(this.active.index)?.cells[this.active.column] }

  select(index, column) {
    if (!this.total) return
    this.active = {
      index: Math.max(0, Math.min(index, this.total - 1)),
      column: Math.max(0, Math.min(column, this.columns.length - 1)),
    }
    this.reveal()
    this.draw()
    this.announce()
  }

  announce() { this.onSelect(this.current) }

  reveal() {
    const { index } = this.active
    const rows = Math.max(1, Math.floor(this.viewHeight / rowHeight))
    if (index < this.top) this.scrollTo(index)
    else if (index >= this.top + rows - .5) this.scrollTo(index - rows + 1)
    const cell = this.header.children[this.active.column + 1]
    const edge = this.header.children[0]?.offsetWidth ?? 0
    if (cell.offsetLeft - edge < this.root.scrollLeft) this.root.scrollLeft = cell.offsetLeft - edge
    const right = cell.offsetLeft + cell.offsetWidth - this.root.clientWidth
    if (right > this.root.scrollLeft) this.root.scrollLeft = Math.min(right, cell.offsetLeft - edge)
  }

  scrollTo(index) {
    const way = this.height - this.viewHeight
    this.root.scrollTop = this.height < highest
      ? index * rowHeight : index / (this.total - this.viewHeight / rowHeight) * way
  }

  mark() {
    this.marked?.classList.remove("active")
    this.marked?.removeAttribute("aria-selected")
    this.marked = this.activeElement
    this.marked?.classList.add("active")
    this.marked?.setAttribute("aria-selected", "true")
    setOrRemove(this.root, "aria-activedescendant", this.marked?.id)
  }

  press(event) {
    const cell = event.target.closest("[role=gridcell], [role=rowheader]")
    for (const [index, row] of this.drawn) {
      if (!row.element.contains(cell)) continue
      this.select(index, Math.max(0, row.cells.indexOf(cell)))
    }
  }

  key(event) {
    if (event.altKey || event.metaKey) return
    const { index, column } = this.active
    const page = Math.max(1, Math.floor(this.viewHeight / rowHeight) - 1)
    const moves = {
      ArrowUp: [index - 1, column], ArrowDown: [index + 1, column],
      ArrowLeft: [index, column - 1], ArrowRight: [index, column + 1],
      PageUp: [index - page, column], PageDown: [index + page, column],
      Home: event.ctrlKey ? [0, 0] : [index, 0],
      End: event.ctrlKey ? [this.total - 1, this.columns.length - 1] : [index, this.columns.length - 1],
    }
    if (moves[event.key]) this.select(...moves[event.key])
    else if (event.key === "Enter" || event.key === "F2") this.onEdit()
    else return
    event.preventDefault()
  }
}

const worst = findings => findings?.reduce(
  (worst, finding) => ranks[finding.severity] > (ranks[worst] ?? 0) ? finding.severity : worst, "") ?? ""

const sentences = findings => findings.map(finding => finding.message).join("\n")

/** What is read aloud where it is not the text. */
function label(value, findings) {
  const text = value === null ? "hidden value" : value === "" ? "empty" : value
  if (!findings.length) return value ? null : text
  return `${text ?? "missing value"}; ${findings.map(finding => `${finding.severity}: ${finding.message}`).join("; ")}`
}

function setOrRemove(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
