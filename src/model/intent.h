// The intent to sign: written down, and durable, before a CA key is touched.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "model/ids.h"
#include "x509/serial.h"

namespace chancery::model {

/// One serial number given away, and the linted body that the key will be asked to sign.
struct Intent {
  IssuerId issuer;
  x509::Serial serial;
  Bytes tbs_der;
};

/// Where an intent is stored: the row of its batch, and its place in there.
struct IntentKey {
  std::int64_t batch = 0;
  std::int32_t index = 0;

  bool operator==(const IntentKey&) const = default;
};

}  // namespace chancery::model
