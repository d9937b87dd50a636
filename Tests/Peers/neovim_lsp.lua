-- A person's session in Neovim with its own LSP client: open a bad file, read what is wrong, let a code action fix it,
-- silence a rule, and see both gone. The client is set up by the lines of the guide for editors. Run by NeovimTests.swift in a
-- folder with users.csv; what was seen goes to standard output as JSON.
local seen = {}
local buffer = vim.api.nvim_get_current_buf()

local function finish(problem)
  seen.problem = problem
  io.stdout:write(vim.json.encode(seen) .. "\n")
  vim.cmd(problem and "cquit 1" or "qall!")
end

local function rules()
  local names = {}
  for _, item in ipairs(vim.diagnostic.get(buffer)) do table.insert(names, item.code) end
  table.sort(names)
  return names
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then finish("waited in vain: " .. what) end
end

-- Choose an entry of a menu as a person would.
local function choose(title)
  vim.ui.select = function(items, options, take)
    local titles = {}
    for _, item in ipairs(items) do
      local text = options.format_item and options.format_item(item) or item
      table.insert(titles, text)
      if text:find(title, 1, true) then
        seen.titles = titles
        return take(item)
      end
    end
    finish("no such action: " .. title .. " among " .. table.concat(titles, "; "))
  end
end

wait("the first diagnostics", function() return #vim.diagnostic.get(buffer) == 2 end)
seen.before = rules()
local first = vim.diagnostic.get(buffer)[1]
seen.place = { first.lnum, first.col, first.end_col }
seen.source = first.source

-- On the exchanged sign-in name.
vim.api.nvim_win_set_cursor(0, { 2, 30 })
choose("Swap mailbox and admin")
vim.lsp.buf.code_action()
wait("the fix", function() return #vim.diagnostic.get(buffer) == 1 end)
seen.line = vim.api.nvim_buf_get_lines(buffer, 1, 2, true)[1]
seen.after = rules()

-- Typing is followed.
vim.api.nvim_buf_set_lines(buffer, -1, -1, true, { "清水@contoso,清水*mailadmin,Wren-4821" })
wait("what is typed", function() return #vim.diagnostic.get(buffer) > 1 end)
seen.typed = rules()
vim.api.nvim_buf_set_lines(buffer, -2, -1, true, {})
wait("what is taken back", function() return #vim.diagnostic.get(buffer) == 1 end)

-- The other rule is silenced; the configuration is written and watched, or read when the file is saved.
vim.api.nvim_win_set_cursor(0, { 3, 8 })
choose("Silence address-consumer")
vim.lsp.buf.code_action()
local made
wait("the configuration", function()
  made = vim.fn.bufnr(vim.fn.getcwd() .. "/.batchlint.yaml")
  return made > 0 and #table.concat(vim.api.nvim_buf_get_lines(made, 0, -1, true)) > 0
end)
seen.configuration = table.concat(vim.api.nvim_buf_get_lines(made, 0, -1, true), "\n")
vim.api.nvim_buf_call(made, function() vim.cmd("silent write") end)
vim.api.nvim_buf_call(buffer, function() vim.cmd("silent write") end)
wait("the silence", function() return #vim.diagnostic.get(buffer) == 0 end)
finish()
