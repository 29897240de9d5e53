-- Puts deferred messages whose time has come back into the outbox.
--
-- KEYS  1 retry, 2 outbox
-- ARGV  1 most to move
-- Returns the ms until the next one's time; -1 when none is deferred.

local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, ARGV[1])) do
  redis.call('XADD', KEYS[2], '*', 'm', id)
  redis.call('ZREM', KEYS[1], id)
end
local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if not first[2] then
  return -1
end
return math.max(0, first[2] - now)
