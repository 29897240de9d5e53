-- Puts deferred messages whose time has come back into the outbox.
--
-- KEYS  1 retry, 2 outbox, 3 server
-- ARGV  1 most to move, 2 quiet in ms, 3 guard in ms
-- Returns {ms until the next one's time or -1 when none is deferred,
--          ms during which nothing is handed out}

local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local quiet = server(KEYS[3], now, tonumber(ARGV[2]), tonumber(ARGV[3]))
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, ARGV[1])) do
  redis.call('XADD', KEYS[2], '*', 'm', id)
  redis.call('ZREM', KEYS[1], id)
end
local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if not first[2] then
  return {-1, quiet}
end
return {math.max(0, first[2] - now), quiet}
