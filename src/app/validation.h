// From the configuration to what `ra` needs: the primary perspective, its equipment, its settings.
#pragma once

#include <memory>

#include "acme/context.h"
#include "app/installation.h"
#include "net/recent_answers.h"
#include "net/unbound_resolver.h"
#include "ra/office.h"
#include "va/validator.h"

namespace chancery::app {

/// The validating resolver and the validator over it.
class Validation final {
 public:
  /// `installation` is borrowed. Errors: kResolverMalformed, net::kResolverSetup.
  [[nodiscard]] static Result<std::unique_ptr<Validation>> open(Installation& installation);

  [[nodiscard]] va::Perspective& perspective() { return validator_; }

 private:
  Validation(std::unique_ptr<net::UnboundResolver> resolver, const Clock& clock,
             va::ValidatorSettings settings)
      : resolver_(std::move(resolver)),
        recent_(*resolver_),
        validator_(recent_, clock, std::move(settings)) {}

  std::unique_ptr<net::UnboundResolver> resolver_;
  net::RecentAnswers recent_;
  va::Validator validator_;
};

/// The issuer domain names by which CAA records permit us: configured, or the public host.
[[nodiscard]] std::vector<std::string> caa_identities(const config::Config& config);

[[nodiscard]] acme::DoorSettings acme_settings(const Installation& installation);
[[nodiscard]] ra::Equipment registration_equipment(Installation& installation);
[[nodiscard]] ra::Settings registration_settings(Installation& installation);

}  // namespace chancery::app
