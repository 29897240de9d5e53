-- Records that a message was posted or edited, or dropped.
--
-- KEYS  1 message, 2 outbox
-- ARGV  1 group, 2 entry, 3 token, 4 round, 5 id, 6 channel, 7 ts
--       (no channel: it was dropped)
-- Returns {channel, ts} where the message stands. What is done stays as it is: a
-- late attempt learns where an earlier one has put it. A message that was asked
-- for again meanwhile is queued once more.

local m = redis.call('HMGET', KEYS[1], 'st', 'tok', 'round', 'ch', 'ts')
local newer = m[1] and m[1] ~= 'sent' and tonumber(m[3]) > tonumber(ARGV[4])
if newer and m[2] ~= ARGV[3] then
  -- An older attempt does not speak for the newer wish, and the entry is the
  -- holder's by now: without it, nobody could take over from them.
  return {ARGV[6], ARGV[7]}
end
redis.call('XACK', KEYS[2], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[2], ARGV[2])
if m[1] == 'sent' then
  return {m[4] or '', m[5] or ''}
end
if not m[1] then
  return {ARGV[6], ARGV[7]}
end
if newer then
  redis.call('HSET', KEYS[1], 'st', 'pending')
  redis.call('HDEL', KEYS[1], 'tok', 'until', 'n', 'first')
  redis.call('XADD', KEYS[2], '*', 'm', ARGV[5])
  return {ARGV[6], ARGV[7]}
end
redis.call('HSET', KEYS[1], 'st', 'sent', 'ch', ARGV[6], 'ts', ARGV[7])
redis.call('HDEL', KEYS[1], 'tok', 'until')
return {ARGV[6], ARGV[7]}
