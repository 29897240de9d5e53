-- Replaces lines of a list by what they were, wherever they are by now.
--
-- KEYS  1 the list
-- ARGV  pairs: what a line was, what it becomes
-- Returns how many were replaced.

local becomes = {}
for i = 1, #ARGV, 2 do
  becomes[ARGV[i]] = ARGV[i + 1]
end
local n = 0
for i, line in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if becomes[line] then
    redis.call('LSET', KEYS[1], i - 1, becomes[line])
    n = n + 1
  end
end
return n
