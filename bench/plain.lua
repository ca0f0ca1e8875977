-- wrk script: GET of the URL; prints the RESULT line that rig.py reads.
function done(summary, latency)
  io.write(string.format("RESULT requests=%d errors=%d bad=%d seconds=%.6f p50=%.3f p99=%.3f\n",
    summary.requests,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.errors.status, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3))
end
