// The primary perspective: proves control by asking DNS and the applicant's hosts from here.
#pragma once

#include <string>

#include "net/address_filter.h"
#include "net/http_fetcher.h"
#include "net/tcp_connector.h"
#include "va/perspective.h"

namespace chancery::va {

/// `[va]` of the configuration.
struct ValidatorSettings {
  net::PrivateAddresses private_addresses = net::PrivateAddresses::forbidden;
  /// Stand for 80 and 443 wherever those would be used; other values are for tests.
  std::uint16_t http_port = 80;
  std::uint16_t tls_port = 443;
  Duration connect_timeout{5000};  ///< per address
  std::string user_agent = "chancery-va/1 (domain validation)";
  CaaSettings caa;
};

class Validator final : public Perspective {
 public:
  /// `resolver` and `clock` are borrowed.
  Validator(net::Resolver& resolver, const Clock& clock, ValidatorSettings settings);

  [[nodiscard]] std::string_view name() const override { return "primary"; }

  /// Refuses what the rules in force do not allow (kMethodNotAllowed) before it asks anybody.
  /// Whatever a host or zone did wrong comes back as an error whose parameters tell what was
  /// asked, where, and what was seen. Every DNS answer has to pass DNSSEC validation; an unsigned
  /// zone does (AW-46), a broken one does not (net::kDnsBogus).
  [[nodiscard]] Result<Evidence> validate(const Challenge& challenge,
                                          net::Deadline deadline) override;

  [[nodiscard]] Result<CaaDecision> check_caa(const CaaQuestion& question,
                                              net::Deadline deadline) override;

 private:
  net::Resolver& resolver_;
  const Clock& clock_;
  ValidatorSettings settings_;
  net::HttpFetcher fetcher_;
  net::TcpConnector connector_;
  CaaChecker caa_;
};

}  // namespace chancery::va
