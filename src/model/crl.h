// A published certificate revocation list. The list itself is a file, never a database value.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "model/digest.h"
#include "model/ids.h"

namespace chancery::model {

struct Crl {
  IssuerId issuer;
  int shard = 0;
  std::int64_t number = 0;  ///< strictly increasing for one issuer and shard (RFC 5280 5.2.3)
  Time this_update{};
  Time next_update{};
  std::int64_t entries = 0;
  std::int64_t size = 0;  ///< octets of the DER
  Digest hash{};          ///< SHA-256 of the DER
  std::string path;       ///< of the file, relative to the data directory
};

}  // namespace chancery::model
