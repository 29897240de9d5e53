-- Reads several ranges of the index of names at once.
--
-- KEYS  1 names
-- ARGV  1 most of each, then from and to of each range in turn
-- Returns the entries of each range.

local all = {}
for i = 2, #ARGV, 2 do
  all[#all + 1] = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[i], ARGV[i + 1], 'LIMIT', 0, ARGV[1])
end
return all
