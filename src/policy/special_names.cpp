#include "policy/special_names.h"

#include <array>

namespace chancery::policy {
namespace {

constexpr std::array kSpecialNames = {
    SpecialName{"test", "RFC 6761 section 6.2"},
    SpecialName{"localhost", "RFC 6761 section 6.3"},
    SpecialName{"invalid", "RFC 6761 section 6.4"},
    SpecialName{"example", "RFC 6761 section 6.5"},
    SpecialName{"local", "RFC 6762 section 3"},
    SpecialName{"onion", "RFC 7686 section 2 (no TLS BR appendix B validation here)"},
    SpecialName{"alt", "RFC 9476 section 2"},
    SpecialName{"internal", "ICANN Board resolution 2024.07.29.06"},
    SpecialName{"home.arpa", "RFC 8375 section 4"},
    SpecialName{"ipv4only.arpa", "RFC 8880 section 7"},
    SpecialName{"resolver.arpa", "RFC 9462 section 8"},
    SpecialName{"service.arpa", "RFC 9665 section 10"},
};

}  // namespace

bool is_at_or_below(std::string_view name, std::string_view suffix) {
  return name.ends_with(suffix) &&
         (name.size() == suffix.size() || name[name.size() - suffix.size() - 1] == '.');
}

const SpecialName* special_use_of(std::string_view name) {
  for (const SpecialName& row : kSpecialNames) {
    if (is_at_or_below(name, row.suffix)) {
      return &row;
    }
  }
  return nullptr;
}

bool is_in_reverse_zone(std::string_view name) {
  return is_at_or_below(name, "in-addr.arpa") || is_at_or_below(name, "ip6.arpa");
}

}  // namespace chancery::policy
