-- wrk script: OCSP requests. Arguments: get|post, FILE (one base64 request a line, URL-escaped for
-- get and hexadecimal for post).
local items, at, method = {}, 0, "get"

local function from_hex(text)
  return (text:gsub("..", function(two) return string.char(tonumber(two, 16)) end))
end

function init(args)
  method = args[1]
  for line in io.lines(args[2]) do
    items[#items + 1] = method == "get" and wrk.format("GET", "/ocsp/" .. line)
      or wrk.format("POST", "/ocsp", { ["Content-Type"] = "application/ocsp-request" }, from_hex(line))
  end
  at = math.random(#items)
end

function request()
  at = at % #items + 1
  return items[at]
end

function done(summary, latency)
  io.write(string.format("RESULT requests=%d errors=%d bad=%d seconds=%.6f p50=%.3f p99=%.3f\n",
    summary.requests,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.errors.status, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3))
end
