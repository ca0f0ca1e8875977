#include "net/address_filter.h"

#include <charconv>
#include <vector>

#include "net/errors.h"

namespace chancery::net {
namespace {

struct ParsedRange {
  Address prefix;
  unsigned bits;
  const SpecialRange* row;
};

// The table is constant text: address_filter_test parses every row, so value() cannot throw here.
std::vector<ParsedRange> parse_table() {
  std::vector<ParsedRange> out;
  for (const auto& row : special_ranges()) {
    const auto slash = row.prefix.find('/');
    unsigned bits = 0;
    std::from_chars(row.prefix.data() + slash + 1, row.prefix.data() + row.prefix.size(), bits);
    out.push_back({Address::parse(row.prefix.substr(0, slash)).value(), bits, &row});
  }
  return out;
}

bool holds(const ParsedRange& range, const Address& address) {
  const auto a = address.bytes();
  const auto p = range.prefix.bytes();
  if (a.size() != p.size()) {
    return false;
  }
  const std::size_t whole = range.bits / 8;
  const unsigned rest = range.bits % 8;
  if (!std::equal(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(whole), a.begin())) {
    return false;
  }
  const auto mask = static_cast<std::uint8_t>(0xff00U >> rest);
  return rest == 0 || (a[whole] & mask) == (p[whole] & mask);
}

std::unexpected<Error> forbidden(const Address& address, const SpecialRange& row) {
  return fail(kAddressForbidden, {{"address", address.text()},
                                  {"range", std::string(row.prefix)},
                                  {"meaning", std::string(row.name)},
                                  {"citation", std::string(row.citation)}});
}

bool global_unicast_v6(const Address& address) {
  return (address.bytes()[0] & 0xe0U) == 0x20;
}

}  // namespace

Result<void> AddressFilter::check(const Address& address) const {
  static const std::vector<ParsedRange> kTable = parse_table();
  static constexpr SpecialRange kNotGlobal{"::/0 but 2000::/3", "not global unicast",
                                           "RFC 4291 section 2.4", false};
  const Address judged = address.unmapped();
  bool opened = false;
  for (const auto& range : kTable) {
    if (!holds(range, judged)) {
      continue;
    }
    if (setting_ == PrivateAddresses::forbidden || !range.row->opened_by_setting) {
      return forbidden(address, *range.row);
    }
    opened = true;
  }
  if (!opened && !judged.is_v4() && !global_unicast_v6(judged)) {
    return forbidden(address, kNotGlobal);
  }
  return {};
}

}  // namespace chancery::net
