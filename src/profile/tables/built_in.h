// Which profiles there are, before any configuration.
#pragma once

#include <span>
#include <string_view>

#include "profile/profile.h"

namespace chancery::profile {

struct BuiltIn {
  std::string_view name;
  std::string_view title;
  CertificateKind kind;
  policy::PolicySet set;
  Bounds bounds;
  Seconds effective_from;
  const std::vector<Row>& (*rows)();
};

/// The first of a kind and a policy set is the one that a hierarchy is made with.
[[nodiscard]] std::span<const BuiltIn> built_in_tables();

/// A kind of certificate that somebody may ask for and that nobody may issue any more.
struct ForbiddenProfile {
  std::string_view name;
  std::string_view citation;
  Seconds since;
};

[[nodiscard]] std::span<const ForbiddenProfile> forbidden_profiles();

}  // namespace chancery::profile
