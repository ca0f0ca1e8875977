#include "net/dns_record.h"

#include <algorithm>
#include <fmt/format.h>

#include "net/errors.h"

namespace chancery::net {
namespace {

bool is_tag_character(std::uint8_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char lower(std::uint8_t c) {
  return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

}  // namespace

std::string_view to_text(RecordType type) {
  switch (type) {
    case RecordType::a:
      return "A";
    case RecordType::soa:
      return "SOA";
    case RecordType::txt:
      return "TXT";
    case RecordType::aaaa:
      return "AAAA";
    case RecordType::caa:
      return "CAA";
  }
  return "?";
}

std::string CaaRecord::text() const {
  return fmt::format("{} {} \"{}\"", critical ? 128 : 0, tag, printable(value, 255));
}

// RFC 1035 section 3.3.14: one or more <character-string>, each a length byte and its bytes.
Result<std::string> parse_txt(BytesView rdata) {
  if (rdata.empty()) {
    return fail(kDnsRecordMalformed, {{"type", "TXT"}, {"reason", "no character-string"}});
  }
  std::string out;
  while (!rdata.empty()) {
    const std::size_t length = rdata[0];
    if (length >= rdata.size()) {
      return fail(kDnsRecordMalformed, {{"type", "TXT"}, {"reason", "shorter than its length"}});
    }
    out += as_text(rdata.subspan(1, length));
    rdata = rdata.subspan(1 + length);
  }
  return out;
}

// RFC 8659 section 4.1: flags, tag length, tag, value.
Result<CaaRecord> parse_caa(BytesView rdata) {
  if (rdata.size() < 2 || rdata[1] == 0 || rdata.size() < 2U + rdata[1]) {
    return fail(kDnsRecordMalformed, {{"type", "CAA"}, {"reason", "shorter than its tag length"}});
  }
  const auto tag = rdata.subspan(2, rdata[1]);
  if (!std::ranges::all_of(tag, is_tag_character)) {
    return fail(kDnsRecordMalformed, {{"type", "CAA"},
                                      {"reason", "tag is not letters and digits"},
                                      {"tag", printable(as_text(tag), 64)}});
  }
  CaaRecord out;
  out.critical = (rdata[0] & 0x80U) != 0;
  std::ranges::transform(tag, std::back_inserter(out.tag), lower);
  out.value = as_text(rdata.subspan(2U + rdata[1]));
  return out;
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string out;
  for (const char c : text.substr(0, limit)) {
    if (c < 0x20 || c > 0x7e || c == '\\' || c == '"') {
      fmt::format_to(std::back_inserter(out), "\\{:03}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return text.size() > limit ? out + "..." : out;
}

}  // namespace chancery::net
