// A certificate profile: a table of rows and a few numbers (RFC 3647 section 4.7; TLS BR 7.1.2).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/key_rules.h"
#include "policy/rule.h"
#include "profile/kind.h"
#include "profile/row.h"

namespace chancery::profile {

/// The numbers beside the table. Days and names may be lowered or raised by Settings; the law is
/// applied again at every signing.
struct Bounds {
  std::int64_t default_days;
  std::int64_t max_days;          ///< the house's own; the law may be stricter
  std::int64_t backdate_seconds;  ///< how far notBefore lies before signing when nothing is asked
  std::size_t max_names;
};

/// Immutable; made by a Catalogue alone, so that it is known to keep the law of the time of
/// loading.
class Profile final {
 public:
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& title() const { return title_; }
  [[nodiscard]] CertificateKind kind() const { return kind_; }
  [[nodiscard]] policy::PolicySet set() const { return set_; }
  [[nodiscard]] policy::KeyUse key_use() const;
  [[nodiscard]] const Bounds& bounds() const { return bounds_; }

  /// Every row, in force or not, in the order in which fields are written.
  [[nodiscard]] std::span<const Row> rows() const { return rows_; }

  /// The row of this field that is in force, or nullptr.
  [[nodiscard]] const Row* find(Field field, Time at) const;

  /// Were the rows that the profile rests on in force at that time?
  [[nodiscard]] bool in_force(Time at) const;

 private:
  friend class Catalogue;

  Profile(std::string_view name, std::string_view title, CertificateKind kind,
          policy::PolicySet set, Bounds bounds, std::span<const Row> rows);

  std::string name_;
  std::string title_;
  CertificateKind kind_;
  policy::PolicySet set_;
  Bounds bounds_;
  std::vector<Row> rows_;
};

}  // namespace chancery::profile
