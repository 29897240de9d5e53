-- Makes claims last longer.
--
-- KEYS  1 claimed, 2 claims
-- ARGV  1 lease in ms, then for each timer: name, instant it was claimed for
-- Returns how many are still claimed for that instant. Their leases now end a
-- lease from now; the others are left as they are.

local t = redis.call('TIME')
local lease = string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000) + ARGV[1])
local n = 0
for i = 2, #ARGV, 2 do
  local at = redis.call('HGET', KEYS[2], ARGV[i])
  if at and tonumber(at) == tonumber(ARGV[i + 1]) then
    redis.call('ZADD', KEYS[1], 'XX', lease, ARGV[i])
    n = n + 1
  end
end
return n
