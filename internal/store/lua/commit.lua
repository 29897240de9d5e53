-- Commits a plan: all of it or nothing.
--
-- KEYS  1      the operation's record; all other keys of the plan follow
-- ARGV  1      how long the operation is remembered in ms; 0: the plan has no operation
--       2      the operation's result
--       3      how many records to compare; for each two values:
--                key, version that was read (0: there was no record), or the whole record
--       then the steps, each: name, then its keys and values (see below)
--       A key is given by its place in KEYS.
-- Returns {'ok', n}         the plan is written; n timers were put into due
--         {'done', result}  the operation had been committed before
--         {'conflict'}      a record differs, or a link leads elsewhere; nothing is written
--         {'ambiguous'}     a name may mean another deal; nothing is written
--
-- A script that fails is not rolled back. So a first pass over the plan reads,
-- checks all that can fail (the types of all keys, all numbers, the rights to
-- write), and decides what is to be written; the second pass writes.
--
-- Redis runs all of this text each time, so that a function costs something even
-- when nobody calls it: the steps of nearly every commit are branches, and the
-- functions of the others are made when one is met.

local KEYS, ARGV, call, tonumber = KEYS, ARGV, redis.call, tonumber

if ARGV[1] ~= '0' then
  local result = call('GET', KEYS[1])
  if result then
    return {'done', result}
  end
end

local at = 4       -- the next argument
local added = 0    -- timers put into due
local wrong        -- why the plan cannot be written
local conflict     -- whether something leads elsewhere
local types = {}   -- of the keys that were looked at
local records = {} -- what was compared in whole, by key
local writes = {}  -- what the second pass does: {command, arguments}, or {a function}
local changed = {} -- messages and timers that it changes before what comes now
local longest = {} -- lists, by key, that it pushes to
local mayRun = {}

for _ = 1, tonumber(ARGV[3]) do
  local key, want = KEYS[tonumber(ARGV[at])], ARGV[at + 1]
  if #want > 20 then -- a version is shorter
    if call('GET', key) ~= want then
      return {'conflict'}
    end
    records[key] = want
  elseif (string.match(call('GETRANGE', key, 0, 19), '^(%d+) ') or '0') ~= want then
    return {'conflict'}
  end
  types[key] = 'string'
  at = at + 2
end

-- The key at a place in the arguments, which must be of a type, if one is given, or not there.
local function key(i, want)
  local name = KEYS[tonumber(ARGV[i])]
  if not name then
    wrong = 'ERR a step names a key that is not declared'
    return ''
  end
  if want then
    local is = types[name] or call('TYPE', name)['ok']
    if is ~= 'none' and is ~= want then
      wrong = 'WRONGTYPE ' .. name .. ' is a ' .. is .. ', not a ' .. want
    end
    types[name] = want
  end
  return name
end

-- The number at a place in the arguments, or '' for none.
local function number(i)
  local text = ARGV[i]
  if text ~= '' and not tonumber(text) then
    wrong = 'ERR the plan has a wrong number'
  end
  return text
end

local function may(command)
  local is = mayRun[command]
  if is == nil then
    is = not redis.acl_check_cmd or redis.acl_check_cmd(command, KEYS[1])
    mayRun[command] = is
  end
  if not is then
    wrong = "NOPERM this user has no permissions to run the '" .. string.lower(command) .. "' command"
  end
end

-- Has the second pass run a command.
local function write(command)
  may(command[1])
  writes[#writes + 1] = command
end

-- Has the second pass decide by what is there then. It may need rights for it.
local function later(run, ...)
  for _, command in ipairs({...}) do
    may(command)
  end
  writes[#writes + 1] = {run}
end

local function schedule(due, instant, name)
  call('ZADD', due, instant, name)
  added = added + 1
end

-- message, outbox; lifetime in ms, how often it may be asked for (plan.go), id, kind, to, not after, cause
local function queue(i)
  local k, out, life, notAfter = key(i), key(i + 1, 'stream'), number(i + 2), number(i + 7)
  local asks, id, kind, to, cause = ARGV[i + 3], ARGV[i + 4], ARGV[i + 5], ARGV[i + 6], ARGV[i + 8]
  changed[k] = true
  later(function()
    local state = call('HGET', k, 'st')
    if state and (asks == '0' or asks == '3' and state ~= 'dead') or not state and asks == '2' then
      return
    end
    call('HSET', k, 'k', kind, 'to', to, 'na', notAfter, 'by', cause)
    call('HINCRBY', k, 'round', 1)
    if state ~= 'pending' and state ~= 'sending' then
      call('HSET', k, 'st', 'pending')
      call('HDEL', k, 'n', 'first')
      call('XADD', out, '*', 'm', id)
    end
    call('PEXPIRE', k, life)
  end, 'HGET', 'HSET', 'HINCRBY', 'HDEL', 'XADD', 'PEXPIRE')
end

-- The steps that are not in the first pass itself. Each takes the place of its
-- first argument and returns the place behind its last.
local function rare()
  local steps = {}

  -- lifetime in ms, value; keeps what is there
  function steps.first(i)
    write({'SET', key(i), ARGV[i + 2], 'NX', 'PX', number(i + 1)})
    return i + 3
  end

  -- lifetime in ms, value; replaces what is there
  function steps.keep(i)
    write({'SET', key(i, 'string'), ARGV[i + 2], 'PX', number(i + 1)})
    return i + 3
  end

  -- member
  function steps.zrem(i)
    write({'ZREM', key(i, 'zset'), ARGV[i + 1]})
    return i + 2
  end

  -- lifetime in ms, or '' for ever; of a key that is not there nothing comes
  function steps.expire(i)
    local k, life = key(i), number(i + 1)
    write(life == '' and {'PERSIST', k} or {'PEXPIRE', k, life})
    return i + 2
  end

  -- highest score: removes the members up to it
  function steps.zcut(i)
    write({'ZREMRANGEBYSCORE', key(i, 'zset'), '-inf', number(i + 1)})
    return i + 2
  end

  -- empties it, for what is pushed next
  function steps.clear(i)
    write({'LTRIM', key(i, 'list'), 1, 0})
    return i + 1
  end

  -- field, value, what it may have been: sets a hash's field, which must have no other value
  function steps.link(i)
    local k, field = key(i, 'hash'), ARGV[i + 1]
    if not wrong then
      local is = call('HGET', k, field)
      conflict = is and is ~= ARGV[i + 2] and is ~= ARGV[i + 3]
    end
    write({'HSET', k, field, ARGV[i + 2]})
    return i + 4
  end

  -- field: takes a hash's field away
  function steps.unlink(i)
    write({'HDEL', key(i, 'hash'), ARGV[i + 1]})
    return i + 2
  end

  -- due, claimed, claims; name, instant: sets or moves it, unless a live claim holds it
  function steps.set(i)
    local due, claimed, claims = key(i, 'zset'), key(i + 1, 'zset'), key(i + 2, 'hash')
    local name, instant = ARGV[i + 3], number(i + 4)
    changed[due] = true
    later(function()
      local lease = call('ZSCORE', claimed, name)
      local now = call('TIME')
      if lease and tonumber(lease) > now[1] * 1000 + math.floor(now[2] / 1000) then
        return
      end
      call('ZREM', claimed, name)
      call('HDEL', claims, name)
      schedule(due, instant, name)
    end, 'ZSCORE', 'TIME', 'ZREM', 'HDEL', 'ZADD')
    return i + 5
  end

  -- due, claimed, claims; name, instant it was claimed for, next instant or '':
  -- ends the claim and moves the timer on, unless it stands for another instant by now
  function steps.move(i)
    local due, claimed, claims = key(i, 'zset'), key(i + 1, 'zset'), key(i + 2, 'hash')
    local name, instant, next = ARGV[i + 3], number(i + 4), number(i + 5)
    changed[due] = true
    later(function()
      local stands = call('HGET', claims, name) or call('ZSCORE', due, name)
      if stands and tonumber(stands) ~= tonumber(instant) then
        return
      end
      call('ZREM', claimed, name)
      call('HDEL', claims, name)
      call('ZREM', due, name)
      if next ~= '' then
        schedule(due, next, name)
      end
    end, 'HGET', 'ZSCORE', 'ZREM', 'HDEL', 'ZADD')
    return i + 6
  end

  return steps
end

local rest
while at <= #ARGV do
  local name, i = ARGV[at], at + 1
  if name == 'put' then -- value
    write({'SET', key(i, 'string'), ARGV[i + 1]})
    at = i + 2
  elseif name == 'before' then -- where to, which record; lifetime in ms: keeps a record that was compared in whole
    local record = records[key(i + 1)]
    if not record then
      return redis.error_reply('ERR a step names a record that was not compared')
    end
    write({'SET', key(i), record, 'NX', 'PX', number(i + 2)})
    at = i + 3
  elseif name == 'zadd' then -- score, member
    write({'ZADD', key(i, 'zset'), number(i + 1), ARGV[i + 2]})
    at = i + 3
  elseif name == 'push' then -- most lines to keep, line; the newest is in front
    local k = key(i, 'list')
    longest[k] = tonumber(number(i + 1))
    may('LTRIM')
    write({'LPUSH', k, ARGV[i + 2]})
    at = i + 3
  elseif name == 'message' then -- see queue
    -- A new message is queued, unless it must be known; one that was asked for again is queued unless
    -- it is under way, and one that was given up where that is wanted.
    local k, asks = key(i), ARGV[i + 3]
    if changed[k] or asks ~= '2' or call('HGET', k, 'st') then
      queue(i)
    end
    at = i + 9
  elseif name == 'ensure' then -- due, claims; name, instant: a timer that is nowhere is put into due
    local due, timer = key(i), ARGV[i + 2]
    if changed[due] or not call('ZSCORE', due, timer) then
      local claims, instant = key(i + 1, 'hash'), number(i + 3)
      changed[due] = true
      later(function()
        if not call('ZSCORE', due, timer) and call('HEXISTS', claims, timer) == 0 then
          schedule(due, instant, timer)
        end
      end, 'ZSCORE', 'HEXISTS', 'ZADD')
    end
    at = i + 4
  elseif name == 'alone' then -- names; deal, n, then where n ranges begin (called.go), in which no other deal may be
    local k, own = key(i, 'zset'), '\0' .. ARGV[i + 1]
    at = i + 3 + tonumber(number(i + 2))
    for j = i + 3, at - 1 do
      local from = string.sub(ARGV[j], 2)
      local to = string.sub(from, -1) == '\0' and string.sub(from, 1, -2) .. '\1' or from .. '\255'
      -- Its own name and company are at most four, written short and by an older program; of five, one is another's.
      for _, entry in ipairs(call('ZRANGEBYLEX', k, ARGV[j], '(' .. to, 'LIMIT', 0, 5)) do
        if string.sub(entry, -#own) ~= own then
          return {'ambiguous'}
        end
      end
    end
  else
    rest = rest or rare()
    if not rest[name] then
      return redis.error_reply('ERR the plan has an unknown step')
    end
    at = rest[name](i)
  end
  if wrong then
    return redis.error_reply(wrong)
  end
  if conflict then
    return {'conflict'}
  end
end

for _, step in ipairs(writes) do
  if type(step[1]) == 'function' then
    step[1]()
  else
    local length = call(unpack(step))
    local most = step[1] == 'LPUSH' and longest[step[2]]
    if most and length > most then
      call('LTRIM', step[2], 0, most - 1)
    end
  end
end
if ARGV[1] ~= '0' then
  call('SET', KEYS[1], ARGV[2], 'PX', ARGV[1])
end
return {'ok', added}
