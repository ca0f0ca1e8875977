// DNS record data as typed values: A and TXT (RFC 1035), AAAA (RFC 3596), CAA (RFC 8659).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "net/address.h"

namespace chancery::net {

/// Values are the registry's numbers.
enum class RecordType : std::uint16_t { a = 1, soa = 6, txt = 16, aaaa = 28, caa = 257 };

[[nodiscard]] std::string_view to_text(RecordType type);

/// RFC 8659 section 4.1. The tag is lower-cased ("Matching of tags is case insensitive"); the
/// value is kept as its bytes: its grammar depends on the tag.
struct CaaRecord {
  bool critical = false;
  std::string tag;
  std::string value;

  /// `0 issue "ca.example"`, unprintable bytes as \DDD (RFC 1035 section 5.1).
  [[nodiscard]] std::string text() const;
};

/// All character-strings of one TXT record, joined without separator, as RFC 8555 section 8.4 and
/// RFC 7208 section 3.3 read them. Errors: kDnsRecordMalformed.
[[nodiscard]] Result<std::string> parse_txt(BytesView rdata);

/// Errors: kDnsRecordMalformed when shorter than its own lengths say, or when the tag is empty or
/// holds anything but ASCII letters and digits. The value is NOT checked.
[[nodiscard]] Result<CaaRecord> parse_caa(BytesView rdata);

/// Bytes of another's making, fit for a message: printable ASCII as it is, everything else, and
/// the backslash and quote, as \DDD; at most `limit` input bytes, then "...".
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit);

}  // namespace chancery::net
