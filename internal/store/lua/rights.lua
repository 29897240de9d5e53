-- Tells which rights the user lacks. It runs none of the commands.
--
-- KEYS  1 any key of the team
-- ARGV  names of commands that take a key first
-- Returns the names of those that the user may not run; none where the server
-- does not tell.

local missing = {}
if redis.acl_check_cmd then
  for _, command in ipairs(ARGV) do
    if not redis.acl_check_cmd(command, KEYS[1]) then
      missing[#missing + 1] = command
    end
  end
end
return missing
