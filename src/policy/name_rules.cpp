#include "policy/name_rules.h"

#include <algorithm>
#include <array>

#include "base/special_addresses.h"
#include "policy/a_label.h"
#include "policy/errors.h"
#include "policy/special_names.h"
#include "x509/dns_name.h"
#include "x509/ip_address.h"

namespace chancery::policy {
namespace {

// What a row looks at. `base` is the name without its wildcard label.
struct Facts {
  std::string_view base;
  bool wildcard;
  bool local;  // the operator vouches for its suffix
  const PublicSuffixList& suffixes;
};

struct NameRule {
  Rule rule;
  bool for_private;
  const ErrorKind& error;
  bool (*broken)(const Facts&);
};

template <class Test>
bool any_label(std::string_view name, Test test) {
  while (!name.empty()) {
    const auto dot = name.find('.');
    if (test(name.substr(0, dot))) {
      return true;
    }
    name = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
  }
  return false;
}

bool has_underscore(const Facts& name) {
  return name.base.find('_') != std::string_view::npos;
}

bool has_inner_star(const Facts& name) {
  return name.base.find('*') != std::string_view::npos;
}

bool has_reserved_label(const Facts& name) {
  return any_label(name.base, [](std::string_view label) {
    return label.size() >= 4 && label.substr(2, 2) == "--" && !claims_to_be_a_label(label);
  });
}

bool has_bad_a_label(const Facts& name) {
  return any_label(name.base, [](std::string_view label) {
    return claims_to_be_a_label(label) && !is_valid_a_label(label);
  });
}

bool is_wildcard_of_suffix(const Facts& name) {
  return name.wildcard && name.suffixes.is_public_suffix(name.base);
}

bool is_public_suffix(const Facts& name) {
  return !name.wildcard && name.suffixes.is_public_suffix(name.base);
}

bool is_reverse_name(const Facts& name) {
  return is_in_reverse_zone(name.base);
}

bool is_special_use(const Facts& name) {
  return !name.local && special_use_of(name.base) != nullptr;
}

bool is_internal(const Facts& name) {
  return !name.local && !name.suffixes.has_known_tld(name.base);
}

const std::array kNameRules = {
    NameRule{{"name_underscore", "TLS BR 7.1.2.7.12; RFC 5280 4.2.1.6; NT-24", kAlways, kOpenEnd,
              "a dNSName is in preferred name syntax, without underscores"},
             true,
             kNameUnderscore,
             has_underscore},
    NameRule{{"name_wildcard_whole_label", "TLS BR 1.6.1 Wildcard Domain Name; RFC 9525 6.3",
              kAlways, kOpenEnd, "the wildcard is the whole leftmost label and no other"},
             true,
             kNameWildcardForbidden,
             has_inner_star},
    NameRule{{"name_reserved_ldh", "TLS BR 1.6.1 Non-Reserved LDH Label; RFC 5890 2.3.1", kAlways,
              kOpenEnd, "-- in the third and fourth place is kept for xn--"},
             true,
             kNameReservedLabel,
             has_reserved_label},
    NameRule{{"name_a_label", "TLS BR 1.6.1 P-Label; RFC 5891 4; NT-24", kAlways, kOpenEnd,
              "a label that begins with xn-- is a valid A-label"},
             true,
             kNameIdnMalformed,
             has_bad_a_label},
    NameRule{{"name_wildcard_public_suffix", "TLS BR 3.2.2.6; NT-27", kAlways, kOpenEnd,
              "no wildcard directly left of a public suffix (ICANN section)"},
             true,
             kNameWildcardTooWide,
             is_wildcard_of_suffix},
    NameRule{{"name_public_suffix", "House rule, after TLS BR 3.2.2.6", kAlways, kOpenEnd,
              "a public suffix itself is not certified"},
             false,
             kNamePublicSuffix,
             is_public_suffix},
    NameRule{{"name_reverse_zone", "TLS BR 2.2.6 section 4.2.2 (ballot SC086)",
              at_date(2026, 3, 15), kOpenEnd, "no name below in-addr.arpa or ip6.arpa"},
             false,
             kNameReverseZone,
             is_reverse_name},
    NameRule{{"name_special_use", "TLS BR 4.2.2; RFC 6761; NT-25", kAlways, kOpenEnd,
              "no name that is reserved for special use"},
             false,
             kNameReserved,
             is_special_use},
    NameRule{{"name_internal", "TLS BR 4.2.2, 7.1.4.2; NT-25, NT-29", at_date(2016, 10, 1),
              kOpenEnd, "the last label is a top-level domain of the public DNS"},
             false,
             kNameInternal,
             is_internal},
};

constexpr Rule kAddressNamesNoHost{"address_names_no_host", "RFC 6890; RFC 5771; RFC 4291 2.7",
                                   kAlways, kOpenEnd,
                                   "an unspecified, broadcast or multicast address is no host's"};
constexpr Rule kAddressReservedBlock{
    "address_reserved", "TLS BR 4.2.2, 1.6.1 Reserved IP Address; NT-25", at_date(2016, 10, 1),
    kOpenEnd, "no address of IANA's special-purpose registries"};

bool applies(const NameRule& row, PolicySet set) {
  return is_public(set) || row.for_private;
}

std::unexpected<Error> refuse(const ErrorKind& kind, const Rule& rule, std::string_view name,
                              std::string_view also = {}) {
  std::string citation(rule.citation);
  if (!also.empty()) {
    citation += "; " + std::string(also);
  }
  return fail(kind, {{"name", std::string(name)},
                     {"rule", std::string(rule.id)},
                     {"citation", std::move(citation)}});
}

std::vector<const Rule*> collect(PolicySet set) {
  std::vector<const Rule*> rules;
  for (const NameRule& row : kNameRules) {
    if (applies(row, set)) {
      rules.push_back(&row.rule);
    }
  }
  rules.push_back(&kAddressNamesNoHost);
  if (is_public(set)) {
    rules.push_back(&kAddressReservedBlock);
  }
  return rules;
}

}  // namespace

NameRules::NameRules(PolicySet set, std::shared_ptr<const PublicSuffixList> suffixes,
                     std::vector<std::string> local_suffixes)
    : set_(set), suffixes_(std::move(suffixes)), local_suffixes_(std::move(local_suffixes)) {}

Result<void> NameRules::check(const x509::DnsName& name, Time at) const {
  const std::string_view text = name.text();
  const std::string_view base = name.is_wildcard() ? text.substr(2) : text;
  const auto vouched = [&](const std::string& suffix) { return is_at_or_below(base, suffix); };
  const bool local = std::ranges::any_of(local_suffixes_, vouched);
  const Facts facts{base, name.is_wildcard(), local, *suffixes_};
  for (const NameRule& row : kNameRules) {
    if (applies(row, set_) && row.rule.in_force(at) && row.broken(facts)) {
      const SpecialName* special = &row.error == &kNameReserved ? special_use_of(base) : nullptr;
      return refuse(row.error, row.rule, text, special == nullptr ? "" : special->citation);
    }
  }
  return {};
}

Result<void> NameRules::check(const x509::IpAddress& address, Time at) const {
  const SpecialAddressBlock* block = special_block_of(address.bytes());
  if (block == nullptr) {
    return {};
  }
  if (block->use == AddressUse::no_host) {
    return refuse(kAddressReserved, kAddressNamesNoHost, address.text(), block->citation);
  }
  if (is_public(set_) && kAddressReservedBlock.in_force(at)) {
    return refuse(kAddressReserved, kAddressReservedBlock, address.text(), block->citation);
  }
  return {};
}

std::span<const Rule* const> name_rules(PolicySet set) {
  static const std::vector<const Rule*> for_public = collect(PolicySet::public_trust);
  static const std::vector<const Rule*> for_private = collect(PolicySet::private_trust);
  return is_public(set) ? for_public : for_private;
}

}  // namespace chancery::policy
