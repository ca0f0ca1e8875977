-- wrk script: POST one pre-made request body after another. Arguments: FILE (a body a line), KEY.
local bodies, at = {}, 0
local function init_bodies(file)
  for line in io.lines(file) do bodies[#bodies + 1] = line end
end

function init(args)
  init_bodies(args[1])
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. args[2]
  at = math.random(#bodies)
end

function request()
  at = at % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[at])
end

-- One thread only: what was answered, as a line that bench.py reads.
function done(summary, latency)
  io.write(string.format("RESULT requests=%d errors=%d bad=%d seconds=%.6f p50=%.3f p99=%.3f\n",
    summary.requests,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.errors.status, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3))
end
