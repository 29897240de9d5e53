-- Commits a plan: all of it or nothing.
--
-- KEYS  1      the operation's record; all other keys of the plan follow
-- ARGV  1      how long the operation is remembered in ms; 0: the plan has no operation
--       2      the operation's result
--       3      how many versions to compare; for each two values:
--                key, version that was read (0: there was no record)
--       then the steps, each: name, its keys, its values (see the table below)
--       A key is given by its place in KEYS.
-- Returns {'ok', n}         the plan is written; n timers were put into due
--         {'done', result}  the operation had been committed before
--         {'conflict'}      a version differs, or a link leads elsewhere; nothing is written
--
-- A script that fails is not rolled back. So whatever can fail is checked
-- before the first write: the types of all keys, all numbers, and the rights.

local added = 0

local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

local function schedule(due, at, name)
  redis.call('ZADD', due, at, name)
  added = added + 1
end

-- What a step takes: keys of these types, then so many values, of which the
-- ones listed under numbers must be numbers ('' is allowed for "none"). And the
-- commands whose rights it needs.
local steps = {
  -- value
  put = {keys = {'string'}, values = 1, numbers = {}, needs = {'SET'}, run = function(k, v)
    redis.call('SET', k[1], v[1])
  end},

  -- lifetime in ms, value; keeps what is there
  first = {keys = {'string'}, values = 2, numbers = {1}, needs = {'SET'}, run = function(k, v)
    redis.call('SET', k[1], v[2], 'NX', 'PX', v[1])
  end},

  -- lifetime in ms, value; replaces what is there
  keep = {keys = {'string'}, values = 2, numbers = {1}, needs = {'SET'}, run = function(k, v)
    redis.call('SET', k[1], v[2], 'PX', v[1])
  end},

  -- score, member
  zadd = {keys = {'zset'}, values = 2, numbers = {1}, needs = {'ZADD'}, run = function(k, v)
    redis.call('ZADD', k[1], v[1], v[2])
  end},

  -- member
  zrem = {keys = {'zset'}, values = 1, numbers = {}, needs = {'ZREM'}, run = function(k, v)
    redis.call('ZREM', k[1], v[1])
  end},

  -- most lines to keep, line; the newest is in front
  push = {keys = {'list'}, values = 2, numbers = {1}, needs = {'LPUSH', 'LTRIM'}, run = function(k, v)
    if redis.call('LPUSH', k[1], v[2]) > tonumber(v[1]) then
      redis.call('LTRIM', k[1], 0, v[1] - 1)
    end
  end},

  -- lifetime in ms, or '' for ever; a key of any type, of one that is not there nothing comes
  expire = {keys = {'any'}, values = 1, numbers = {1}, needs = {'PEXPIRE', 'PERSIST'}, run = function(k, v)
    if v[1] == '' then
      redis.call('PERSIST', k[1])
    else
      redis.call('PEXPIRE', k[1], v[1])
    end
  end},

  -- highest score: removes the members up to it
  zcut = {keys = {'zset'}, values = 1, numbers = {1}, needs = {'ZREMRANGEBYSCORE'}, run = function(k, v)
    redis.call('ZREMRANGEBYSCORE', k[1], '-inf', v[1])
  end},

  -- empties it, for what is pushed next
  clear = {keys = {'list'}, values = 0, numbers = {}, needs = {'LTRIM'}, run = function(k, v)
    redis.call('LTRIM', k[1], 1, 0)
  end},

  -- field, value, what it may have been: sets a hash's field, which must have no other value
  link = {keys = {'hash'}, values = 3, numbers = {}, needs = {'HGET', 'HSET'}, holds = function(k, v)
    local is = redis.call('HGET', k[1], v[1])
    return not is or is == v[2] or is == v[3]
  end, run = function(k, v)
    redis.call('HSET', k[1], v[1], v[2])
  end},

  -- field: takes a hash's field away
  unlink = {keys = {'hash'}, values = 1, numbers = {}, needs = {'HDEL'}, run = function(k, v)
    redis.call('HDEL', k[1], v[1])
  end},

  -- due, claims; name, instant: a timer that is nowhere is put into due
  ensure = {keys = {'zset', 'hash'}, values = 2, numbers = {2}, needs = {'ZSCORE', 'HEXISTS', 'ZADD'}, run = function(k, v)
    if not redis.call('ZSCORE', k[1], v[1]) and redis.call('HEXISTS', k[2], v[1]) == 0 then
      schedule(k[1], v[2], v[1])
    end
  end},

  -- due, claimed, claims; name, instant: sets or moves it, unless a live claim holds it
  set = {keys = {'zset', 'zset', 'hash'}, values = 2, numbers = {2}, needs = {'ZSCORE', 'TIME', 'ZREM', 'HDEL', 'ZADD'}, run = function(k, v)
    local lease = redis.call('ZSCORE', k[2], v[1])
    if lease and tonumber(lease) > now() then
      return
    end
    redis.call('ZREM', k[2], v[1])
    redis.call('HDEL', k[3], v[1])
    schedule(k[1], v[2], v[1])
  end},

  -- due, claimed, claims; name, instant it was claimed for, next instant or '':
  -- ends the claim and moves the timer on, unless it stands for another instant by now
  move = {keys = {'zset', 'zset', 'hash'}, values = 3, numbers = {2, 3}, needs = {'HGET', 'ZSCORE', 'ZREM', 'HDEL', 'ZADD'}, run = function(k, v)
    local stands = redis.call('HGET', k[3], v[1]) or redis.call('ZSCORE', k[1], v[1])
    if stands and tonumber(stands) ~= tonumber(v[2]) then
      return
    end
    redis.call('ZREM', k[2], v[1])
    redis.call('HDEL', k[3], v[1])
    redis.call('ZREM', k[1], v[1])
    if v[3] ~= '' then
      schedule(k[1], v[3], v[1])
    end
  end},

  -- message, outbox; lifetime in ms, how often it may be asked for (plan.go), id, kind, to, not after, cause:
  -- a new message is queued, unless it must be known; one that was asked for again is queued unless
  -- it is under way, and one that was given up where that is wanted
  message = {keys = {'hash', 'stream'}, values = 7, numbers = {1, 2, 6}, needs = {'HGET', 'HSET', 'HINCRBY', 'HDEL', 'XADD', 'PEXPIRE'}, run = function(k, v)
    local state = redis.call('HGET', k[1], 'st')
    if state and (v[2] == '0' or v[2] == '3' and state ~= 'dead') or not state and v[2] == '2' then
      return
    end
    redis.call('HSET', k[1], 'k', v[4], 'to', v[5], 'na', v[6], 'by', v[7])
    redis.call('HINCRBY', k[1], 'round', 1)
    if state ~= 'pending' and state ~= 'sending' then
      redis.call('HSET', k[1], 'st', 'pending')
      redis.call('HDEL', k[1], 'n', 'first')
      redis.call('XADD', k[2], '*', 'm', v[3])
    end
    redis.call('PEXPIRE', k[1], v[1])
  end},
}

local types = {}
local function check(key, want)
  if not key then
    return 'a step names a key that is not declared'
  end
  local is = types[key] or redis.call('TYPE', key)['ok']
  if want == 'any' then
    return
  end
  if is ~= 'none' and is ~= want then
    return 'WRONGTYPE ' .. key .. ' is a ' .. is .. ', not a ' .. want
  end
  types[key] = want
end

if ARGV[1] ~= '0' then
  local result = redis.call('GET', KEYS[1])
  if result then
    return {'done', result}
  end
end

local at = 4
for _ = 1, tonumber(ARGV[3]) do
  local record = redis.call('GETRANGE', KEYS[tonumber(ARGV[at])], 0, 19)
  if (string.match(record, '^(%d+) ') or '0') ~= ARGV[at + 1] then
    return {'conflict'}
  end
  at = at + 2
end

local mayRun = {}
local function may(command)
  if mayRun[command] == nil then
    mayRun[command] = not redis.acl_check_cmd or redis.acl_check_cmd(command, KEYS[1])
  end
  return mayRun[command]
end

local plan = {}
while at <= #ARGV do
  local step = steps[ARGV[at]]
  if not step then
    return redis.error_reply('ERR the plan has an unknown step')
  end
  at = at + 1
  local keys, values = {}, {}
  for i, want in ipairs(step.keys) do
    keys[i] = KEYS[tonumber(ARGV[at])]
    local wrong = check(keys[i], want)
    if wrong then
      return redis.error_reply(wrong)
    end
    at = at + 1
  end
  for _, command in ipairs(step.needs) do
    if not may(command) then
      return redis.error_reply("NOPERM this user has no permissions to run the '" .. string.lower(command) .. "' command")
    end
  end
  for i = 1, step.values do
    values[i] = ARGV[at]
    at = at + 1
  end
  for _, i in ipairs(step.numbers) do
    if values[i] ~= '' and not tonumber(values[i]) then
      return redis.error_reply('ERR the plan has a wrong number')
    end
  end
  if step.holds and not step.holds(keys, values) then
    return {'conflict'}
  end
  plan[#plan + 1] = {step.run, keys, values}
end

for _, step in ipairs(plan) do
  step[1](step[2], step[3])
end
if ARGV[1] ~= '0' then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[1])
end
return {'ok', added}
