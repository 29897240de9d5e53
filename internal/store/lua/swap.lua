-- Replaces a string that is still as it was read, and lets it live as long.
--
-- KEYS  1 the string
-- ARGV  1 what it was, 2 what it becomes
-- Returns 1, or 0 when it is another one by now.

if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1
