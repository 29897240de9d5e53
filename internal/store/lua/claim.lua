-- Gives expired claims back and claims the timers that are due.
--
-- KEYS  1 due, 2 claimed, 3 claims
-- ARGV  1 now on the bot's clock in ms, 2 most to claim, 3 lease in ms
-- Returns {next, name, instant, name, instant, …}: the claimed timers, and
-- before them the earliest instant after now in due ('' when there is none).

local due, claimed, claims = KEYS[1], KEYS[2], KEYS[3]
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)

-- Reading all three first makes a key of a wrong type fail before any write.
redis.call('ZCARD', due)
redis.call('HLEN', claims)
local expired = redis.call('ZRANGEBYSCORE', claimed, '-inf', string.format('%.0f', now), 'LIMIT', 0, 1000)

for _, name in ipairs(expired) do
  local at = redis.call('HGET', claims, name)
  if at then
    redis.call('ZADD', due, 'NX', at, name)
    redis.call('HDEL', claims, name)
  end
  redis.call('ZREM', claimed, name)
end

local found = redis.call('ZRANGEBYSCORE', due, '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])
local lease = string.format('%.0f', now + ARGV[3])
for i = 1, #found, 2 do
  redis.call('ZREM', due, found[i])
  redis.call('HSET', claims, found[i], found[i + 1])
  redis.call('ZADD', claimed, lease, found[i])
end

local later = redis.call('ZRANGEBYSCORE', due, '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
table.insert(found, 1, later[2] or '')
return found
