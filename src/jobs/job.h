// A job: something due, done at least once.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/id.h"
#include "base/time.h"

namespace chancery::jobs {

struct Job;
using JobId = Id<Job>;

/// A job that a runner has taken. It is this runner's until `lease_until`.
struct Job {
  JobId id;
  std::string kind;        ///< names the handler
  std::string key;         ///< unique within the kind, e.g. an issuer's id
  std::string payload;     ///< the handler's own, usually JSON; small
  Time due{};              ///< when it was due
  int attempts = 0;        ///< this one included
  std::int64_t lease = 0;  ///< proof of the taking
  Time lease_until{};
};

}  // namespace chancery::jobs
