-- Begins an attempt for each entry that was read from the outbox.
--
-- KEYS  1 outbox, 2 server, then each entry's message
-- ARGV  1 group, 2 consumer, 3 lease in ms, 4 quiet in ms, 5 guard in ms,
--       then for each entry: entry, token
-- Returns for each entry one of
--   {'gone'}  it is sent or dead, or its record has expired: the entry is removed
--   {'busy'}  somebody else's lease on it is live, or nothing is handed out now
--   {'send', attempt, since when it may be in Slack in ms, round, kind, to, not after, '1' to look first, cause}
-- The same token again gets the same answer: a lost answer is no attempt.

local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local lease = tonumber(ARGV[3])
local quiet, guarded, from = server(KEYS[2], now, tonumber(ARGV[4]), tonumber(ARGV[5]))

-- Reading an entry made it look fresh. Its idle time is put back, so that it can
-- be taken over as soon as it is free.
local function leave(entry, left)
  local idle = math.max(0, lease - left)
  redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, entry, 'IDLE', string.format('%.0f', idle), 'JUSTID')
  return {'busy'}
end

local function begin(key, entry, token)
  local m = redis.call('HMGET', key, 'st', 'tok', 'until')
  local state, holder, over = m[1], m[2], tonumber(m[3] or 0)
  if not state or state == 'sent' or state == 'dead' then
    redis.call('XACK', KEYS[1], ARGV[1], entry)
    redis.call('XDEL', KEYS[1], entry)
    return {'gone'}
  end
  if state == 'sending' and holder ~= token and over > now then
    return leave(entry, over - now)
  end
  if quiet > 0 then
    return leave(entry, quiet)
  end
  if holder ~= token then
    redis.call('HINCRBY', key, 'n', 1)
    redis.call('HSETNX', key, 'first', string.format('%.0f', now))
    redis.call('HSET', key, 'st', 'sending', 'tok', token, 'until', string.format('%.0f', now + lease))
  end
  m = redis.call('HMGET', key, 'n', 'first', 'round', 'k', 'to', 'na', 'by')
  local since = tonumber(m[2])
  if guarded then
    since = math.min(since, from)
  end
  return {'send', m[1], string.format('%.0f', since), m[3], m[4], m[5], m[6], guarded and '1' or '', m[7] or ''}
end

local answers = {}
for i = 3, #KEYS do
  answers[i - 2] = begin(KEYS[i], ARGV[2 * i], ARGV[2 * i + 1])
end
return answers
