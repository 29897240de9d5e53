-- Gives a message up and notes it among the dead letters.
--
-- KEYS  1 message, 2 outbox, 3 dead letters
-- ARGV  1 group, 2 entry, 3 token, 4 id, 5 reason, 6 most letters to keep, roughly
-- Returns 1, or 0 when the attempt is not the message's current one any more.

local m = redis.call('HMGET', KEYS[1], 'st', 'tok', 'k', 'to', 'na')
if m[1] ~= 'sending' or m[2] ~= ARGV[3] then
  return 0
end
redis.call('XLEN', KEYS[3])
redis.call('XACK', KEYS[2], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[2], ARGV[2])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[6], '*', 'm', ARGV[4], 'k', m[3], 'to', m[4], 'na', m[5], 'why', ARGV[5])
redis.call('HSET', KEYS[1], 'st', 'dead')
redis.call('HDEL', KEYS[1], 'tok', 'until')
return 1
