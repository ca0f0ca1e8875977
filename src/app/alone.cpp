#include "app/alone.h"

#include <boost/json.hpp>

#include "app/errors.h"

namespace chancery::app {
namespace {

bool takes_several(const config::Config& config, std::string_view purpose) {
  return purpose != ca::kPrivatePurpose || !config.keys.activation_file.empty();
}

audit::Record waiver(std::string_view act, std::string_view purpose, const std::string& actor,
                     Time now) {
  const boost::json::object details{
      {"act", act}, {"hierarchy", purpose}, {"setting", "ceremony.required = never"}};
  return {now,
          "ceremony.waived",
          actor,
          "hierarchy:" + std::string(purpose),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

}  // namespace

Result<void> check_alone(Installation& home, std::string_view act, std::string_view purpose,
                         const std::string& actor) {
  const auto rule = home.config.ceremony.required;
  const bool several = takes_several(home.config, purpose);
  if (rule == config::CeremonyRule::always ||
      (several && rule == config::CeremonyRule::public_trust)) {
    return fail(kCeremonyRequired,
                {{"act", std::string(act)}, {"hierarchy", std::string(purpose)}});
  }
  if (!several) {
    return {};
  }
  return home.database->write([&](store::Transaction& tx) -> Result<void> {
    TRY(home.audit.append(tx, waiver(act, purpose, actor, home.clock.now())));
    return {};
  });
}

bool founds_by_ceremony(const config::Config& config) {
  return config.ceremony.required == config::CeremonyRule::always ||
         !config.keys.activation_file.empty();
}

}  // namespace chancery::app
