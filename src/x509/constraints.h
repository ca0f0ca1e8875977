// What a CA may do below itself: basicConstraints and nameConstraints (RFC 5280 sections 4.2.1.9,
// 4.2.1.10).
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "x509/extension.h"
#include "x509/general_name.h"

namespace chancery::x509 {

struct BasicConstraints {
  bool ca = false;
  std::optional<int> path_length;  ///< only where `ca`

  bool operator==(const BasicConstraints&) const = default;
};

/// cA FALSE is the empty SEQUENCE, 30 00 (BR 7.1.2.7.8). Precondition: no path_length unless `ca`,
/// and not negative.
[[nodiscard]] Extension basic_constraints_extension(const BasicConstraints& constraints,
                                                    bool critical = true);

/// Errors: kExtensionMalformed (cA FALSE written out, pathLen without cA or above 255), der's.
[[nodiscard]] Result<BasicConstraints> parse_basic_constraints(BytesView value);

/// Subtrees without minimum and maximum, which RFC 5280 forbids to use.
struct NameConstraints {
  GeneralNames permitted;
  GeneralNames excluded;

  bool operator==(const NameConstraints&) const = default;
};

/// Precondition: one subtree at least.
[[nodiscard]] Extension name_constraints_extension(const NameConstraints& constraints,
                                                   bool critical = true);

/// Errors: kExtensionMalformed (empty, or minimum or maximum present), those of general_name.h.
[[nodiscard]] Result<NameConstraints> parse_name_constraints(BytesView value);

}  // namespace chancery::x509
