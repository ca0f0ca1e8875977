// The profiles that an installation offers: the built-in tables, adjusted by configuration.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "profile/profile.h"
#include "profile/settings.h"

namespace chancery::profile {

// Names of the built-in profiles; besides smime-{mailbox,organization,sponsor,individual}-
// {multipurpose,strict}.
inline constexpr std::string_view kTlsDv = "tls-dv";
inline constexpr std::string_view kTlsIv = "tls-iv";
inline constexpr std::string_view kTlsOv = "tls-ov";
inline constexpr std::string_view kTlsEv = "tls-ev";
inline constexpr std::string_view kTlsPrecertificate = "tls-precertificate";
inline constexpr std::string_view kPrivateServer = "private-server";
inline constexpr std::string_view kPrivateClient = "private-client";
inline constexpr std::string_view kTlsRootCa = "tls-root-ca";
inline constexpr std::string_view kTlsSubordinateCa = "tls-subordinate-ca";
inline constexpr std::string_view kTlsConstrainedCa = "tls-constrained-ca";
inline constexpr std::string_view kTlsCrossCa = "tls-cross-ca";
inline constexpr std::string_view kTlsCrossRestrictedCa = "tls-cross-restricted-ca";
inline constexpr std::string_view kNonTlsCrossCa = "non-tls-cross-ca";
inline constexpr std::string_view kNonTlsConstrainedCa = "non-tls-constrained-ca";
inline constexpr std::string_view kTlsOcspResponder = "tls-ocsp-responder";
inline constexpr std::string_view kSmimeRootCa = "smime-root-ca";
inline constexpr std::string_view kSmimeSubordinateCa = "smime-subordinate-ca";
inline constexpr std::string_view kSmimeCrossCa = "smime-cross-ca";
inline constexpr std::string_view kSmimeOcspResponder = "smime-ocsp-responder";
inline constexpr std::string_view kPrivateRootCa = "private-root-ca";
inline constexpr std::string_view kPrivateSubordinateCa = "private-subordinate-ca";
inline constexpr std::string_view kPrivateCrossCa = "private-cross-ca";
inline constexpr std::string_view kPrivateOcspResponder = "private-ocsp-responder";

/// Immutable; safe for many threads; profiles live as long as it.
class Catalogue final {
 public:
  /// Errors: kProfileUnknown (also for a base that is none); kProfileNameTaken; kBaseUnfit;
  /// kProfileBeyondLimit when a setting is beyond a limit in force at `at` (parameters "profile",
  /// "setting", "seen", "allowed", "citation"); kSettingForeign for a switch that is another
  /// profile's.
  [[nodiscard]] static Result<Catalogue> load(std::span<const Settings> settings, Time at);

  /// Never null on success. Errors: kProfileUnknown; kProfileForbidden with its "citation" for a
  /// kind that nobody may issue any more (a Precertificate Signing CA, legacy S/MIME).
  [[nodiscard]] Result<const Profile*> find(std::string_view name) const;

  /// The profile of a hierarchy's own certificates, e.g. its root. Precondition: not subscriber.
  [[nodiscard]] const Profile& find(CertificateKind kind, policy::PolicySet set) const;

  [[nodiscard]] std::span<const Profile> profiles() const { return profiles_; }

 private:
  Catalogue() = default;
  /// The profile that the settings are for, made from its base where it has one.
  [[nodiscard]] Result<Profile*> profile_for(const Settings& settings);
  static void apply(Profile& profile, const Settings& settings);

  std::vector<Profile> profiles_;
};

/// The built-in profiles without any settings.
[[nodiscard]] const Catalogue& built_in();

}  // namespace chancery::profile
