-- What begin.lua and promote.lua share: it notices a Redis that may have gone
-- back in time. A restart or a failover can bring back a state of a second ago,
-- and with it messages that are in Slack already, but not in this state. Each
-- server process has an id of its own, so a new one shows in the state as soon
-- as anybody looks at the outbox.
--
-- The record is a hash:
--   run    the server that this state was last seen on
--   seen   when that was, in ms: what was posted before is in this state
--   quiet  until then nothing is handed out: what was on its way arrives
--   guard  until then every attempt looks before it posts
--   from   since when it looks
-- A server that does not tell its id is never taken for a new one.

local function server(key, now, quiet, guard)
  local answer = redis.pcall('INFO', 'server')
  local run = type(answer) == 'string' and string.match(answer, 'run_id:(%w+)') or ''
  local m = redis.call('HMGET', key, 'run', 'seen', 'quiet', 'guard', 'from')
  local known, seen = m[1], tonumber(m[2] or now)
  local over, ends, from = tonumber(m[3] or 0), tonumber(m[4] or 0), tonumber(m[5] or now)
  if run ~= '' and known and known ~= run then
    -- An older guard's beginning still counts while it lasts.
    if ends <= now then
      from = seen
    end
    from, over, ends = math.min(from, seen), now + quiet, now + guard
    redis.call('HSET', key, 'run', run, 'quiet', string.format('%.0f', over),
      'guard', string.format('%.0f', ends), 'from', string.format('%.0f', from))
  end
  if not known or known ~= run or now - seen >= 10000 or now < seen then
    redis.call('HSET', key, 'run', run, 'seen', string.format('%.0f', now))
  end
  return math.max(0, over - now), ends > now, from
end

