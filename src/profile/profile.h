// A certificate profile: a table of rows and a few numbers (RFC 3647 section 4.7; TLS BR 7.1.2).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/algorithm.h"
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

  /// Whether it rests on verified attributes of the subject (OV, IV, EV; most of S/MIME).
  [[nodiscard]] bool needs_identity() const { return needs_identity_; }

  /// Whether it repeats name and key of an existing CA certificate (BR 7.1.2.2).
  [[nodiscard]] bool is_cross_certified() const { return is_cross_certified_; }

  /// The only kinds of keys that it takes; empty: whatever the law allows.
  [[nodiscard]] std::span<const crypto::KeySpec> keys() const { return keys_; }

  /// Whether a key may be certified that a certificate of this installation holds already.
  [[nodiscard]] bool reuses_keys() const { return reuses_keys_; }

  /// The built-in profile that it stands on; its own name when it is built in.
  [[nodiscard]] const std::string& base() const { return base_; }

  /// Since when the documents that the profile rests on are in force.
  [[nodiscard]] Seconds effective_from() const { return effective_from_; }
  [[nodiscard]] bool in_force(Time at) const { return effective_from_ <= at; }

 private:
  friend class Catalogue;

  Profile(std::string_view name, std::string_view title, CertificateKind kind,
          policy::PolicySet set, Bounds bounds, Seconds effective_from, std::span<const Row> rows);

  std::string name_;
  std::string title_;
  CertificateKind kind_;
  policy::PolicySet set_;
  Bounds bounds_;
  Seconds effective_from_;
  std::vector<Row> rows_;
  std::string base_;
  std::vector<crypto::KeySpec> keys_ = {};
  bool reuses_keys_ = true;
  std::shared_ptr<const std::vector<der::Oid>> policies_ = {};  ///< what a row's OidList shows
  bool needs_identity_;
  bool is_cross_certified_;
};

}  // namespace chancery::profile
