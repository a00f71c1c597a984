/**
 * The scripts that change the store, each all or nothing. Every key begins with `{vmkbot}`, so that a cluster keeps them in one
 * slot; expired keys vanish by Redis' own clock, which is the clock of leases as well: processes may disagree, it cannot.
 */
export interface Script {
  readonly numberOfKeys?: number;
  readonly lua: string;
}

const NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)";

/** Whether the lease at KEYS[i] is held by this holder with this fence: a hash of holder, fence and expires. */
const HOLDS = `
local function holds(key, holder, fence)
  local held = redis.call('HMGET', key, 'holder', 'fence', 'expires')
  return held[1] == holder and held[2] == fence and tonumber(held[3]) > now
end`;

/**
 * KEYS: last version, names, ends (names by their end), lease (or '-' where none is named), then one a step.
 * ARGV: holder, fence, then five a step: kind, version (any, null or a number), value, expires (empty for never), name.
 * Returns 1, or 0 where a version differs or the lease is lost. Names whose key has expired are forgotten, a hundred a call at most:
 * more than a commit adds, and nothing that others would wait for.
 */
const COMMIT = `${NOW} ${HOLDS}
if ARGV[1] ~= '' and not holds(KEYS[4], ARGV[1], ARGV[2]) then return 0 end
local function step(i) local at = 3 + (i - 1) * 5 return ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4] end
local count = #KEYS - 4
for i = 1, count do
  local kind, version = step(i)
  if kind ~= 'append' and version ~= 'any' then
    local kept = redis.call('HGET', KEYS[4 + i], 'v')
    if (kept or 'null') ~= version then return 0 end
  end
end
local ended = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', '(' .. string.format('%.0f', now), 'LIMIT', 0, 100)
if #ended > 0 then
  redis.call('ZREM', KEYS[2], unpack(ended))
  redis.call('ZREM', KEYS[3], unpack(ended))
end
for i = 1, count do
  local key = KEYS[4 + i]
  local kind, _, value, expires, name = step(i)
  if kind == 'append' then
    redis.call('RPUSH', key, value)
  elseif kind == 'remove' then
    redis.call('DEL', key)
    redis.call('ZREM', KEYS[2], name)
    redis.call('ZREM', KEYS[3], name)
  else
    redis.call('HSET', key, 'v', redis.call('INCR', KEYS[1]), 'd', value)
    if expires == '' then
      redis.call('PERSIST', key)
      redis.call('ZREM', KEYS[3], name)
    else
      redis.call('PEXPIREAT', key, expires)
      redis.call('ZADD', KEYS[3], expires, name)
    end
    redis.call('ZADD', KEYS[2], 0, name)
  end
end
return 1`;

/**
 * KEYS: names. ARGV: prefix of keys in Redis, first and last name of the range. Returns name, version, value of each, in order;
 * names whose key has expired are forgotten.
 */
const LIST = `
local found = {}
for _, name in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], ARGV[2], ARGV[3])) do
  local kept = redis.call('HMGET', ARGV[1] .. name, 'v', 'd')
  if kept[1] then
    found[#found + 1] = name found[#found + 1] = kept[1] found[#found + 1] = kept[2]
  else
    redis.call('ZREM', KEYS[1], name)
  end
end
return found`;

/** KEYS: lease. ARGV: holder, milliseconds. Returns the fence, or 0 while somebody else holds it. */
const ACQUIRE = `${NOW}
local expires = redis.call('HGET', KEYS[1], 'expires')
if expires and tonumber(expires) > now then return 0 end
local fence = redis.call('HINCRBY', KEYS[1], 'fence', 1)
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'expires', string.format('%.0f', now + ARGV[2]))
return fence`;

/** KEYS: lease. ARGV: holder, fence, milliseconds (0 gives it up). Returns 1, or 0 where it was lost. */
const RENEW = `${NOW} ${HOLDS}
if not holds(KEYS[1], ARGV[1], ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], 'expires', string.format('%.0f', now + ARGV[3]))
return 1`;

export const SCRIPTS = {
  vmkbotCommit: { lua: COMMIT },
  vmkbotList: { numberOfKeys: 1, lua: LIST },
  vmkbotAcquire: { numberOfKeys: 1, lua: ACQUIRE },
  vmkbotRenew: { numberOfKeys: 1, lua: RENEW },
} as const satisfies Readonly<Record<string, Script>>;
