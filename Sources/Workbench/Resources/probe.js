// Signing in to the source server with each row.
import { get, post } from "./api.js"
import { byId, counted, el, grouped } from "./dom.js"
import { open, cancel, dialog } from "./dialogs.js"

export class Probe {
  /** @param revision gives the revision of the file as it is shown. */
  constructor({ revision, onState, onProblem }) {
    Object.assign(this, { revision, onState, onProblem })
    this.panel = byId("probe")
    this.wishes = { server: "", security: "implicit", rate: 5, connections: 4 }
  }

  /** Shows the probe that runs, or what the last one came to. */
  show(probe) {
    this.panel.hidden = !probe
    if (!probe) return
    if (probe.isRunning) return this.follow(probe)
    this.source?.close()
    this.source = null
    const parts = [`${probe.server}: ${grouped(probe.opened)} of ${counted(probe.rows, "row")} opened their mailbox`]
    if (probe.reason) parts.push(` · stopped early: ${probe.reason}`)
    this.panel.replaceChildren(el("p", { role: "status" }, ...parts), probe.canResume
      ? el("button", { type: "button", id: "probe-resume", onclick: () => this.start(true) }, "Resume") : "")
  }

  /** Follows a probe as it goes on. */
  follow(probe) {
    if (this.source) return
    const bar = el("progress", { max: probe.total || 1, value: probe.done, "aria-label": "Rows with a result" })
    const text = el("p", {})
    const stop = el("button", { type: "button", id: "probe-stop", onclick: () => {
      stop.disabled = true
      post("probe/stop").catch(this.onProblem)
    } }, "Stop")
    const update = ({ total, done, good, refused }) => {
      bar.max = total || 1
      bar.value = done
      text.textContent =
        `${grouped(done)} of ${counted(total, "row")} · ${grouped(good)} opened · ${grouped(refused)} rejected`
    }
    update(probe)
    this.panel.replaceChildren(el("p", {}, `Signing in at ${probe.server}`), bar, text, stop)
    this.source = new EventSource("api/probe/events")
    this.source.addEventListener("message", event => update(JSON.parse(event.data)))
    this.source.addEventListener("end", () => this.end())
    this.source.addEventListener("error", () => this.end())
  }

  async end() {
    this.source?.close()
    this.source = null
    try { this.onState(await get("state")) } catch (problem) { this.onProblem(problem) }
  }

  /** Asks where the server is. */
  ask() {
    const field = (label, control) => el("div", { class: "field" },
      el("label", { htmlFor: control.id }, label), control)
    const number = (id, most) => el("input", {
      id: `probe-${id}`, type: "number", min: 1, max: most, value: this.wishes[id] ?? "", inputMode: "numeric",
    })
    const server = el("input", {
      id: "probe-server", value: this.wishes.server, autocomplete: "off", spellcheck: false,
      placeholder: "imap.contoso.com",
    })
    const security = el("select", { id: "probe-security" }, ...[
      ["implicit", "TLS from the first byte"], ["starttls", "STARTTLS"], ["none", "None, to this machine only"],
    ].map(([value, text]) => el("option", { value, selected: value === this.wishes.security }, text)))
    const [rate, connections, sample] = [number("rate", 1000), number("connections", 100), number("sample", 1e6)]
    const problem = el("p", { class: "problem", role: "alert" })
    const go = el("button", { type: "button", class: "primary", onclick: async () => {
      const whole = control => control.value ? Number(control.value) : null
      this.wishes = {
        server: server.value.trim(), security: security.value, rate: whole(rate), connections: whole(connections),
        sample: whole(sample),
      }
      try {
        this.confirm(await post("probe/plan", { ...this.wishes, ...this.revision() }))
      } catch (error) {
        problem.textContent = error.message
      }
    } }, "Continue…")
    open("Probe the source server", [
      el("p", {}, "Signs in to the source server with each row, and opens its mailbox read-only. Rejected credentials "
        + "are never sent again, and the run stops before rejections can lock accounts."),
      el("div", { class: "fields" }, field("Server", server), field("Security", security),
        field("Sign-ins a second, at most", rate), field("Connections, at most", connections),
        field("Only a sample of so many sign-ins", sample)), problem,
    ], cancel(), go)
    server.focus()
  }

  /** The same question as at the terminal. */
  confirm(plan) {
    const go = el("button", { type: "button", class: "primary", id: "probe-start", onclick: () => {
      dialog.close()
      this.start(false)
    } }, "Sign in")
    open("Sign in now?", [el("p", {}, plan.sentence)], cancel(), go)
    go.focus()
  }

  async start(resume) {
    try { this.onState(await post("probe/start", { ...this.wishes, resume, ...this.revision() })) } catch (problem) {
      this.onProblem(problem)
    }
  }
}
