#include "der/oid.h"

#include <vector>

#include "der/errors.h"

namespace chancery::der {
namespace {

// Arcs may be of any size, so they are turned from base 128 to decimal and back by hand.

std::string to_decimal(BytesView groups) {
  std::string digits("0");  // least significant first
  for (const std::uint8_t group : groups) {
    unsigned carry = group & 0x7fU;
    for (char& digit : digits) {
      carry += static_cast<unsigned>(digit - '0') * 128;
      digit = static_cast<char>('0' + carry % 10);
      carry /= 10;
    }
    for (; carry != 0; carry /= 10) {
      digits += static_cast<char>('0' + carry % 10);
    }
  }
  return {digits.rbegin(), digits.rend()};
}

Bytes to_groups(std::string decimal) {
  Bytes groups;  // least significant first
  do {
    unsigned remainder = 0;
    for (char& digit : decimal) {
      remainder = remainder * 10 + static_cast<unsigned>(digit - '0');
      digit = static_cast<char>('0' + remainder / 128);
      remainder %= 128;
    }
    decimal.erase(0, std::min(decimal.find_first_not_of('0'), decimal.size()));
    groups.push_back(static_cast<std::uint8_t>(remainder | (groups.empty() ? 0U : 0x80U)));
  } while (!decimal.empty());
  return {groups.rbegin(), groups.rend()};
}

// The first subidentifier holds two arcs: 40 * first + second, where only 2 may be followed by 40
// and more (X.690 section 8.19.4).
std::string split_first(BytesView groups) {
  if (groups.size() == 1 && groups[0] < 80) {
    return (groups[0] < 40 ? "0." : "1.") + std::to_string(groups[0] % 40);
  }
  std::string second = to_decimal(groups);
  int borrow = 80;
  for (auto digit = second.rbegin(); borrow != 0; ++digit) {
    const int value = (*digit - '0') - borrow % 10;
    *digit = static_cast<char>('0' + (value + 10) % 10);
    borrow = borrow / 10 + (value < 0 ? 1 : 0);
  }
  return "2." + second.substr(std::min(second.find_first_not_of('0'), second.size() - 1));
}

std::string join_first(char first, std::string second) {
  int carry = (first - '0') * 40;
  second.insert(0, 2, '0');
  for (auto digit = second.rbegin(); carry != 0 && digit != second.rend(); ++digit) {
    carry += *digit - '0';
    *digit = static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  return second.substr(std::min(second.find_first_not_of('0'), second.size() - 1));
}

bool is_decimal(std::string_view arc) {
  return !arc.empty() && arc.size() <= 2 * Oid::kMaxSize + 20 &&
         (arc.size() == 1 || arc.front() != '0') && arc.find_first_not_of("0123456789") == arc.npos;
}

std::vector<std::string> split_arcs(std::string_view dotted) {
  std::vector<std::string> arcs;
  for (std::size_t start = 0; start <= dotted.size();) {
    const std::size_t end = std::min(dotted.find('.', start), dotted.size());
    arcs.emplace_back(dotted.substr(start, end - start));
    start = end + 1;
  }
  return arcs;
}

bool are_valid(const std::vector<std::string>& arcs) {
  if (arcs.size() < 2 || !std::ranges::all_of(arcs, is_decimal)) {
    return false;
  }
  if (arcs[0].size() != 1 || arcs[0][0] > '2') {
    return false;
  }
  return arcs[0][0] == '2' || arcs[1].size() == 1 || (arcs[1].size() == 2 && arcs[1] < "40");
}

}  // namespace

Result<Oid> Oid::from_content(BytesView content) {
  if (content.empty() || content.size() > kMaxSize || (content.back() & 0x80U) != 0) {
    return fail(kDerOid);
  }
  bool at_start = true;
  for (const std::uint8_t octet : content) {
    if (at_start && octet == 0x80) {
      return fail(kDerOid, "problem", "an arc that is not in its shortest form");
    }
    at_start = (octet & 0x80U) == 0;
  }
  Oid oid;
  std::ranges::copy(content, oid.octets_.begin());
  oid.size_ = static_cast<std::uint8_t>(content.size());
  return oid;
}

Result<Oid> Oid::parse(std::string_view dotted) {
  if (dotted.size() > 512) {
    return fail(kDerOid);
  }
  std::vector<std::string> arcs = split_arcs(dotted);
  if (!are_valid(arcs)) {
    return fail(kDerOid, "seen", std::string(dotted.substr(0, 64)));
  }
  Bytes content = to_groups(join_first(arcs[0][0], arcs[1]));
  for (std::size_t i = 2; i < arcs.size(); ++i) {
    append(content, to_groups(arcs[i]));
  }
  return from_content(content);
}

std::string Oid::to_dotted() const {
  std::string out;
  for (std::size_t start = 0; start < size_;) {
    std::size_t end = start;
    while ((octets_[end] & 0x80U) != 0) {
      ++end;
    }
    const BytesView groups = content().subspan(start, end + 1 - start);
    out += start == 0 ? split_first(groups) : '.' + to_decimal(groups);
    start = end + 1;
  }
  return out;
}

bool Oid::is_under(const Oid& arc) const {
  return arc.size_ <= size_ &&
         std::equal(arc.octets_.begin(), arc.octets_.begin() + arc.size_, octets_.begin());
}

}  // namespace chancery::der
