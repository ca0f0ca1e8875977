#include "profile/name_subtrees.h"

#include <algorithm>
#include <bit>

#include "profile/errors.h"

namespace chancery::profile {
namespace {

using x509::GeneralName;
using x509::GeneralNames;
using Kind = GeneralName::Kind;

constexpr std::size_t kIpv4 = 8;  // octets of an address and its mask
constexpr std::size_t kIpv6 = 32;

bool is_host(std::string_view text) {
  const auto name = x509::DnsName::parse(text);
  return name && !name->is_wildcard();
}

// Leading ones, then zeros, and no bit of the address beyond them.
bool is_network(BytesView address_and_mask) {
  const std::size_t half = address_and_mask.size() / 2;
  bool ended = false;
  for (std::size_t i = 0; i < half; ++i) {
    const std::uint8_t mask = address_and_mask[half + i];
    const bool leading = std::countl_one(mask) + std::countr_zero(mask) >= 8;
    if (!leading || (ended && mask != 0) || (address_and_mask[i] & ~mask) != 0) {
      return false;
    }
    ended = ended || mask != 0xff;
  }
  return true;
}

bool has_good_form(const GeneralName& name, bool excluded) {
  switch (name.kind()) {
    case Kind::dns:
      return is_host(name.text()) || (excluded && name.text().empty());
    case Kind::email:
      return is_host(name.text().starts_with('.') ? name.text().substr(1) : name.text());
    case Kind::ip:
      return is_network(name.value());
    case Kind::directory: {
      const auto directory = name.directory_name();
      return directory && !directory->empty();
    }
    default:
      return false;
  }
}

Result<void> check_forms(const Row& row, const GeneralNames& names, bool excluded) {
  const auto& kinds = std::get<SubtreeRules>(row.value).kinds;
  for (const GeneralName& name : names) {
    if (std::ranges::count(kinds, name.kind()) == 0 || !has_good_form(name, excluded)) {
      return fail(kConstraintForbidden,
                  {{"name", name.to_text()}, {"citation", std::string(row.citation)}});
    }
  }
  return {};
}

bool holds(const GeneralNames& names, Kind kind, std::size_t octets = 0) {
  return std::ranges::any_of(names, [&](const GeneralName& name) {
    return name.kind() == kind && (octets == 0 || name.value().size() == octets);
  });
}

void exclude(x509::NameConstraints& constraints, Result<GeneralName> everything) {
  if (everything && std::ranges::count(constraints.excluded, *everything) == 0) {
    constraints.excluded.push_back(*std::move(everything));
  }
}

// BR 7.1.2.5.2: who is permitted nothing of a kind is excluded from all of it.
void complete(x509::NameConstraints& constraints) {
  if (!holds(constraints.permitted, Kind::dns)) {
    exclude(constraints, GeneralName::from_text(Kind::dns, ""));
  }
  for (const std::size_t octets : {kIpv4, kIpv6}) {
    if (!holds(constraints.permitted, Kind::ip, octets)) {
      exclude(constraints, GeneralName::ip_with_mask(Bytes(octets, 0)));
    }
  }
}

}  // namespace

Result<std::optional<x509::NameConstraints>> decide_constraints(
    const Row& row, const std::optional<x509::NameConstraints>& given) {
  const bool all_kinds = std::get<SubtreeRules>(row.value).complete;
  const bool nothing = !given || (given->permitted.empty() && given->excluded.empty());
  if (nothing && row.emission != Emission::always) {
    return std::nullopt;
  }
  if (nothing || (all_kinds && !holds(given->permitted, Kind::directory))) {
    return fail(kConstraintsMissing, "citation", std::string(row.citation));
  }
  TRY(check_forms(row, given->permitted, false));
  TRY(check_forms(row, given->excluded, true));
  x509::NameConstraints decided = *given;
  if (all_kinds) {
    complete(decided);
  }
  return decided;
}

}  // namespace chancery::profile
