-- Reads several ranges of the index of names at once.
--
-- KEYS  1 names
-- ARGV  1 most of each, then where each range begins (called.go)
-- Returns the entries of each range.

local all = {}
for i = 2, #ARGV do
  local from = string.sub(ARGV[i], 2)
  local to = string.sub(from, -1) == '\0' and string.sub(from, 1, -2) .. '\1' or from .. '\255'
  all[#all + 1] = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[i], '(' .. to, 'LIMIT', 0, ARGV[1])
end
return all
