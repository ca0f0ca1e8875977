// Where everything of this door lives (RFC 8555 section 7.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/authorization.h"
#include "model/ids.h"

namespace chancery::acme {

/// The paths, as the router has them.
inline constexpr std::string_view kDirectoryPath = "/acme/directory";
inline constexpr std::string_view kNoncePath = "/acme/new-nonce";
inline constexpr std::string_view kNewAccountPath = "/acme/new-account";
inline constexpr std::string_view kNewOrderPath = "/acme/new-order";
inline constexpr std::string_view kRevokePath = "/acme/revoke-cert";
inline constexpr std::string_view kKeyChangePath = "/acme/key-change";
inline constexpr std::string_view kTermsPath = "/acme/terms";
inline constexpr std::string_view kAccountPath = "/acme/account/{id}";
inline constexpr std::string_view kOrderPath = "/acme/order/{id}";
inline constexpr std::string_view kFinalizePath = "/acme/order/{id}/finalize";
inline constexpr std::string_view kAuthorizationPath = "/acme/authorization/{id}";
inline constexpr std::string_view kChallengePath = "/acme/authorization/{id}/{method}";
inline constexpr std::string_view kCertificatePath = "/acme/certificate/{id}";
inline constexpr std::string_view kAlternatePath = "/acme/certificate/{id}/{alternate}";

/// Absolute URLs. The `url` of a request is compared with these, not with what Host says.
class Urls final {
 public:
  /// `base`: scheme, host and port as clients reach them, without a trailing '/'.
  explicit Urls(std::string base) : base_(std::move(base)) {}

  [[nodiscard]] std::string of(std::string_view path) const { return base_ + std::string(path); }
  [[nodiscard]] std::string account(model::AccountId id) const {
    return account_prefix() + to_text(id);
  }
  /// What every account URL begins with.
  [[nodiscard]] std::string account_prefix() const { return base_ + "/acme/account/"; }
  [[nodiscard]] std::string order(model::ApplicationId id) const {
    return base_ + "/acme/order/" + to_text(id);
  }
  [[nodiscard]] std::string finalize(model::ApplicationId id) const {
    return order(id) + "/finalize";
  }
  [[nodiscard]] std::string authorization(model::AuthorizationId id) const {
    return base_ + "/acme/authorization/" + to_text(id);
  }
  [[nodiscard]] std::string challenge(model::AuthorizationId id,
                                      model::ValidationMethod method) const {
    return authorization(id) + "/" + std::string(to_text(method));
  }
  [[nodiscard]] std::string certificate(model::CertificateId id) const {
    return base_ + "/acme/certificate/" + to_text(id);
  }
  [[nodiscard]] std::string alternate(model::CertificateId id, std::size_t number) const {
    return certificate(id) + "/" + std::to_string(number);
  }

  /// The account that a `kid` names; nothing unless it is one of our account URLs.
  [[nodiscard]] std::optional<model::AccountId> account_of(std::string_view kid) const {
    const std::string prefix = account_prefix();
    if (!kid.starts_with(prefix)) {
      return std::nullopt;
    }
    const auto id = parse_id<model::Account>(kid.substr(prefix.size()));
    return id ? std::optional(*id) : std::nullopt;
  }

 private:
  std::string base_;
};

}  // namespace chancery::acme
