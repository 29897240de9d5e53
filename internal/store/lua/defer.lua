-- Takes an attempt back that surely posted nothing, and puts the message off.
--
-- KEYS  1 message, 2 outbox, 3 retry
-- ARGV  1 group, 2 entry, 3 token, 4 id, 5 wait in ms
-- Returns 1, or 0 when the attempt is not the message's current one any more.

local m = redis.call('HMGET', KEYS[1], 'st', 'tok', 'n')
if m[1] ~= 'sending' or m[2] ~= ARGV[3] then
  return 0
end
redis.call('ZCARD', KEYS[3])
redis.call('XACK', KEYS[2], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[2], ARGV[2])
redis.call('HSET', KEYS[1], 'st', 'pending')
redis.call('HDEL', KEYS[1], 'tok', 'until')
if tonumber(m[3]) > 1 then
  redis.call('HINCRBY', KEYS[1], 'n', -1)
else
  redis.call('HDEL', KEYS[1], 'n', 'first')
end
local t = redis.call('TIME')
local at = t[1] * 1000 + math.floor(t[2] / 1000) + ARGV[5]
redis.call('ZADD', KEYS[3], string.format('%.0f', at), ARGV[4])
return 1
