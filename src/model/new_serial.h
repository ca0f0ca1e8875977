// Serial numbers for certificates that this CA issues.
#pragma once

#include "base/random.h"
#include "base/time.h"
#include "x509/serial.h"

namespace chancery::model {

/// 20 octets: 39 bits of milliseconds since 2020, then 120 random bits (BR 7.1 asks for 64). The
/// time in front keeps an index of serial numbers growing at its end: with random ones, every
/// insert into a large table would rewrite another page. Who can see the serial can see notBefore
/// too.
[[nodiscard]] x509::Serial new_serial(Time now, Random& random);

}  // namespace chancery::model
