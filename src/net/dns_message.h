// Reading the aliases out of a DNS message (RFC 1035 section 4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::net {

/// The targets of the CNAME records that lead on from `name`, in order. At most 32, each name at
/// most 255 bytes; compression pointers may only point backwards, so a hostile message costs no
/// more than a kind one. Bytes of a label outside letters, digits, '-' and '_' appear as \DDD.
/// Errors: kDnsRecordMalformed.
[[nodiscard]] Result<std::vector<std::string>> alias_chain(BytesView message,
                                                           std::string_view name);

}  // namespace chancery::net
