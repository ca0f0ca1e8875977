#include "x509/name_match.h"

#include <algorithm>
#include <string>

namespace chancery::x509 {
namespace {

/// RFC 4518 sections 2.2 and 2.6.1, for ASCII.
std::string prepared(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_second_blank = c == ' ' && (out.empty() || out.back() == ' ');
    if (!is_second_blank) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  if (out.ends_with(' ')) {
    out.pop_back();
  }
  return out;
}

bool is_same(const Attribute& a, const Attribute& b) {
  return a.type == b.type && a.same_rdn == b.same_rdn && prepared(a.text) == prepared(b.text);
}

}  // namespace

bool compare_equal(const DistinguishedName& a, const DistinguishedName& b) {
  return std::ranges::equal(a.attributes(), b.attributes(), is_same);
}

}  // namespace chancery::x509
