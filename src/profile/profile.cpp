#include "profile/profile.h"

#include <algorithm>

namespace chancery::profile {
namespace {

bool takes_verified_text(const Row& row) {
  const auto* attribute = std::get_if<SubjectAttribute>(&row.value);
  return attribute != nullptr && attribute->source == AttributeSource::identity &&
         row.presence == Presence::must;
}

bool copies_subject(const Row& row) {
  return std::holds_alternative<ExistingSubject>(row.value);
}

}  // namespace

Profile::Profile(std::string_view name, std::string_view title, CertificateKind kind,
                 policy::PolicySet set, Bounds bounds, Seconds effective_from,
                 std::span<const Row> rows)
    : name_(name),
      title_(title),
      kind_(kind),
      set_(set),
      bounds_(bounds),
      effective_from_(effective_from),
      rows_(rows.begin(), rows.end()),
      base_(name),
      needs_identity_(std::ranges::any_of(rows, takes_verified_text)),
      is_cross_certified_(std::ranges::any_of(rows, copies_subject)) {}

policy::KeyUse Profile::key_use() const {
  if (kind_ == CertificateKind::root_ca) {
    return policy::KeyUse::root_ca;
  }
  return is_ca(kind_) ? policy::KeyUse::subordinate_ca : policy::KeyUse::subscriber;
}

const Row* Profile::find(Field field, Time at) const {
  const auto row = std::ranges::find_if(
      rows_, [&](const Row& each) { return each.field == field && each.in_force(at); });
  return row == rows_.end() ? nullptr : &*row;
}

}  // namespace chancery::profile
