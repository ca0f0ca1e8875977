// The profiles that an installation offers: the built-in tables, adjusted by configuration.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "profile/profile.h"

namespace chancery::profile {

// Names of the built-in profiles.
inline constexpr std::string_view kTlsDv = "tls-dv";
inline constexpr std::string_view kPrivateServer = "private-server";
inline constexpr std::string_view kPrivateClient = "private-client";
inline constexpr std::string_view kTlsRootCa = "tls-root-ca";
inline constexpr std::string_view kTlsSubordinateCa = "tls-subordinate-ca";
inline constexpr std::string_view kTlsOcspResponder = "tls-ocsp-responder";
inline constexpr std::string_view kPrivateRootCa = "private-root-ca";
inline constexpr std::string_view kPrivateSubordinateCa = "private-subordinate-ca";
inline constexpr std::string_view kPrivateOcspResponder = "private-ocsp-responder";

/// What configuration may change in one profile. Tables cannot be changed by configuration.
struct Settings {
  std::string profile;
  std::optional<std::int64_t> default_days = {};
  std::optional<std::int64_t> max_days = {};
  std::optional<std::size_t> max_names = {};
  /// tls-dv only: copy a name into commonName (CPS 3.1.1 has it; TLS BR 7.1.2.7.2 discourages it).
  std::optional<bool> common_name = {};
  /// tls-dv only: allow IP addresses (TLS BR 3.2.2.5 allows them; CPS 3.2.2.5 does not, NT-26).
  std::optional<bool> ip_addresses = {};
};

/// Immutable; safe for many threads; profiles live as long as it.
class Catalogue final {
 public:
  /// Errors: kProfileUnknown; kProfileBeyondLimit when a setting is beyond a limit in force at
  /// `at` (parameters "profile", "setting", "seen", "allowed", "citation"); kSettingForeign for a
  /// switch that is another profile's.
  [[nodiscard]] static Result<Catalogue> load(std::span<const Settings> settings, Time at);

  /// Never null on success. Errors: kProfileUnknown.
  [[nodiscard]] Result<const Profile*> find(std::string_view name) const;

  /// The profile of a hierarchy's own certificates, e.g. its root. Precondition: not subscriber.
  [[nodiscard]] const Profile& find(CertificateKind kind, policy::PolicySet set) const;

  [[nodiscard]] std::span<const Profile> profiles() const { return profiles_; }

 private:
  Catalogue() = default;

  std::vector<Profile> profiles_;
};

/// The built-in profiles without any settings.
[[nodiscard]] const Catalogue& built_in();

}  // namespace chancery::profile
