// The memory of a request that may be sent twice (the Idempotency-Key header of the REST door).
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "model/digest.h"
#include "model/ids.h"

namespace chancery::model {

struct IdempotencyRecord {
  AccountId account;      ///< keys of one caller never meet those of another; empty: staff
  std::string key;        ///< as the caller sent it, at most 255 octets
  Digest request_hash{};  ///< of method, path and body: the same key must mean the same request
  int status = 0;         ///< 0: the first request is still being worked on
  Bytes response;         ///< the body that was answered
  Time expires{};
};

}  // namespace chancery::model
