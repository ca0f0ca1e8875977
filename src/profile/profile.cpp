#include "profile/profile.h"

#include <algorithm>

namespace chancery::profile {

Profile::Profile(std::string_view name, std::string_view title, CertificateKind kind,
                 policy::PolicySet set, Bounds bounds, std::span<const Row> rows)
    : name_(name),
      title_(title),
      kind_(kind),
      set_(set),
      bounds_(bounds),
      rows_(rows.begin(), rows.end()) {}

policy::KeyUse Profile::key_use() const {
  switch (kind_) {
    case CertificateKind::root_ca:
      return policy::KeyUse::root_ca;
    case CertificateKind::subordinate_ca:
      return policy::KeyUse::subordinate_ca;
    case CertificateKind::subscriber:
    case CertificateKind::ocsp_responder:
      return policy::KeyUse::subscriber;
  }
  return policy::KeyUse::subscriber;
}

const Row* Profile::find(Field field, Time at) const {
  const auto row = std::ranges::find_if(
      rows_, [&](const Row& each) { return each.field == field && each.in_force(at); });
  return row == rows_.end() ? nullptr : &*row;
}

bool Profile::in_force(Time at) const {
  return std::ranges::none_of(rows_, [&](const Row& row) { return at < row.effective_from; });
}

}  // namespace chancery::profile
