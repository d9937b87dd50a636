// Requests to the server that this page came from.

/** What the server says a request failed for. */
export class Problem extends Error {
  constructor(message, status) {
    super(message)
    this.status = status
  }
}

async function answer(response) {
  const message = await response.json().catch(() => ({ error: "The server sent something unexpected." }))
  if (!response.ok) throw new Problem(message.error ?? response.statusText, response.status)
  return message
}

async function send(path, options) {
  let response
  try {
    response = await fetch(path, { credentials: "same-origin", redirect: "error", ...options })
  } catch {
    throw new Problem("batchlint does not answer; has it been stopped?", 0)
  }
  return answer(response)
}

export function get(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString()
  return send(query ? `api/${path}?${query}` : `api/${path}`)
}

export const post = (path, message = {}) => send(`api/${path}`, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message),
})

/** Sends an export of the tenant's recipients; null takes it back. */
export const sendRecipients = file => send(`api/recipients?${new URLSearchParams({ name: file?.name ?? "" })}`, {
  method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file ?? "",
})

export const upload = file => send(`api/open?${new URLSearchParams({ name: file.name })}`, {
  method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
})
