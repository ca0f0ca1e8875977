// A CA in the making: its key is here, its certificate comes from another CA (RFC 2986; NT-126).
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "model/ids.h"

namespace chancery::model {

struct IssuerRequest {
  IssuerId id;          ///< the issuer's, once it is one
  std::string name;     ///< likewise
  std::string purpose;  ///< likewise
  std::string key_ref;  ///< where the key lives
  int crl_shards = 1;
  IssuerId succeeds;  ///< whose key this one takes over from; empty: nobody's
  Time created{};
  Bytes csr_der;
};

}  // namespace chancery::model
