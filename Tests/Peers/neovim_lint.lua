-- A linter plug-in's way, as nvim-lint goes it: the buffer on standard input, JSON from standard output, the exit status
-- ignored. Run by NeovimTests.swift; what was seen goes to standard output as JSON.
local buffer = vim.api.nvim_get_current_buf()
local space = vim.api.nvim_create_namespace("batchlint")
local levels = { error = vim.diagnostic.severity.ERROR, warning = vim.diagnostic.severity.WARN, info = vim.diagnostic.severity.INFO }

local function lint()
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n") .. "\n"
  local command = { "batchlint", "check", "--format", "json", "--stdin-filename", vim.api.nvim_buf_get_name(buffer), "-" }
  local report = vim.json.decode(vim.fn.system(command, text))
  local diagnostics = {}
  for _, finding in ipairs(report.files[1].findings) do
    -- Columns are code points; Neovim expects bytes.
    local line = vim.api.nvim_buf_get_lines(buffer, finding.line - 1, finding.line, true)[1]
    table.insert(diagnostics, {
      lnum = finding.line - 1, col = vim.fn.byteidx(line, finding.column - 1), end_lnum = finding.endLine - 1,
      end_col = vim.fn.byteidx(line, finding.endColumn - 1), severity = levels[finding.severity], message = finding.message,
      code = finding.rule, source = "batchlint",
    })
  end
  vim.diagnostic.set(space, buffer, diagnostics)
  return { path = report.files[1].path, server = report.files[1].server, diagnostics = diagnostics }
end

local seen = { before = lint() }
vim.api.nvim_buf_set_lines(buffer, 1, 2, true, { "alberta@contoso.com,alberta*mailadmin,Wren-4821" })
seen.after = lint()
io.stdout:write(vim.json.encode(seen) .. "\n")
vim.cmd("qall!")
