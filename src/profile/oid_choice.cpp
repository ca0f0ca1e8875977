#include "profile/oid_choice.h"

#include <algorithm>
#include <array>

#include "profile/errors.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using Oids = std::span<const der::Oid>;

// They say everything, so nothing stands beside them.
constexpr std::array kAny = {x509::kAnyPolicy, x509::kAnyExtendedKeyUsage};

std::ptrdiff_t count_of(Oids chosen, Oids list) {
  return std::ranges::count_if(
      chosen, [&](const der::Oid& oid) { return std::ranges::count(list, oid) > 0; });
}

bool is_repetitive(Oids chosen) {
  return std::ranges::any_of(
      chosen, [&](const der::Oid& oid) { return std::ranges::count(chosen, oid) > 1; });
}

bool is_acceptable(const OidChoice& choice, Oids chosen) {
  const bool lonely = count_of(chosen, kAny) == 0 || chosen.size() == 1;
  const auto wanted = count_of(chosen, choice.one_of);
  const bool enough = choice.one_of.empty() || wanted == 1 || (choice.several && wanted > 1);
  return lonely && enough && count_of(chosen, choice.forbidden) == 0 && !is_repetitive(chosen);
}

}  // namespace

Result<Oids> choose(const Row& row, const std::vector<der::Oid>& asked_for) {
  if (const auto* list = std::get_if<OidList>(&row.value)) {
    return list->oids;
  }
  const auto& choice = std::get<OidChoice>(row.value);
  const Oids chosen = asked_for.empty() ? choice.standard : Oids(asked_for);
  const bool acceptable =
      chosen.empty() ? row.emission != Emission::always : is_acceptable(choice, chosen);
  if (!acceptable) {
    return fail(kChoiceForbidden, {{"field", std::string(to_text(row.field))},
                                   {"allowed", to_text(row.value)},
                                   {"citation", std::string(row.citation)}});
  }
  return chosen;
}

}  // namespace chancery::profile
