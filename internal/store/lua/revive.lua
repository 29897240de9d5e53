-- Queues messages anew that a program gave up because it did not know their kind.
--
-- KEYS  1 outbox, 2 dead letters, then each letter's message
-- ARGV  for each letter: entry, id
-- Returns how many were queued.

local revived = 0
for i = 3, #KEYS do
  local entry, id = ARGV[2 * i - 5], ARGV[2 * i - 4]
  if redis.call('XDEL', KEYS[2], entry) == 1 and redis.call('HGET', KEYS[i], 'st') == 'dead' then
    redis.call('HSET', KEYS[i], 'st', 'pending')
    redis.call('HDEL', KEYS[i], 'n', 'first')
    redis.call('XADD', KEYS[1], '*', 'm', id)
    revived = revived + 1
  end
end
return revived
