#include "app/ceremony_stage.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "app/errors.h"
#include "app/files.h"
#include "base/encoding.h"
#include "crypto/hash.h"
#include "keys/errors.h"
#include "keys/share_file.h"
#include "keys/token_setup.h"

namespace chancery::app {
namespace {

namespace json = boost::json;

}  // namespace

std::string hash_of(std::string_view content) {
  return to_hex(crypto::sha256(as_bytes(content)));
}

CeremonyStage::CeremonyStage(const Common& common, config::Config config, const Media& media,
                             std::filesystem::path files, const ceremony::Script& script)
    : common_(common),
      config_(std::move(config)),
      media_(media),
      files_(std::move(files)),
      actor_("ceremony:" + script.name()) {
  std::ranges::copy(BytesView(crypto::sha256(as_bytes(script.text()))).first(set_.size()),
                    set_.begin());
}

Result<json::object> CeremonyStage::perform(const Step& step, bool again) {
  struct Row {
    std::string_view act;
    Outcome (CeremonyStage::*play)(const Step&, bool);
  };
  constexpr std::array kRows{
      Row{"create-activation", &CeremonyStage::create_activation},
      Row{"renew-activation", &CeremonyStage::renew_activation},
      Row{"activate", &CeremonyStage::activate},
      Row{"deactivate", &CeremonyStage::deactivate},
      Row{"create-root", &CeremonyStage::create_root},
      Row{"create-subordinate", &CeremonyStage::create_subordinate},
      Row{"request-subordinate", &CeremonyStage::request},
      Row{"change-key", &CeremonyStage::change_key},
      Row{"certify", &CeremonyStage::certify},
      Row{"cross-certify", &CeremonyStage::cross_certify},
      Row{"cross-request", &CeremonyStage::cross_request},
      Row{"cross-accept", &CeremonyStage::cross_accept},
      Row{"accept-certificate", &CeremonyStage::accept},
      Row{"publish-crl", &CeremonyStage::publish_crl},
      Row{"terminate", &CeremonyStage::terminate},
      Row{"destroy-key", &CeremonyStage::destroy_key},
      Row{"back-up-key", &CeremonyStage::back_up},
      Row{"recover-key", &CeremonyStage::recover},
  };
  const auto row = std::ranges::find(kRows, step.act->name, &Row::act);
  if (row == kRows.end()) {
    return fail(kArgumentMalformed, "act", std::string(step.act->name));
  }
  return (this->*row->play)(step, again);
}

// --- the activation secret ---

/// Of everybody here who has one.
Result<std::vector<keys::KeyShare>> CeremonyStage::shares() const {
  std::vector<keys::KeyShare> shares;
  for (const auto& [id, medium] : media_) {
    if (std::filesystem::exists(medium.share())) {
      const std::string text = TRY(read_file(medium.share(), 4096));
      shares.push_back(TRY(keys::read_share_file(text, id, medium.passphrase)));
    }
  }
  return shares;
}

/// Nothing when nobody here has a share. Errors: keys::kSharesTooFew and the like.
Result<std::optional<keys::Activation>> CeremonyStage::from_shares() const {
  const auto brought = TRY(shares());
  if (brought.empty()) {
    return std::nullopt;
  }
  return TRY(keys::Activation::from(TRY(keys::join_shares(brought))));
}

// Enough shares open; too few do not matter where a ceremony before activated the keys.
Result<void> CeremonyStage::unlock() {
  if (activation_ || config_.keys.activation_file.empty()) {
    return {};
  }
  auto joined = from_shares();
  if (joined && *joined) {
    activation_ = *std::move(joined);
    return {};
  }
  auto activated = keys::Activation::read(config_.keys.activation_file);
  if (activated) {
    activation_ = *std::move(activated);
    return {};
  }
  return joined ? Result<void>(pass(activated)) : Result<void>(pass(joined));
}

Result<const keys::Activation*> CeremonyStage::activation() {
  if (config_.keys.activation_file.empty()) {
    return fail(kActivationNotConfigured);
  }
  TRY(unlock());
  return &*activation_;
}

Result<Installation*> CeremonyStage::installation() {
  if (!installation_) {
    TRY(unlock());
    installation_.emplace(
        TRY(CommandInstallation::open(common_, activation_ ? &*activation_ : nullptr)));
  }
  return &**installation_;
}

Result<void> CeremonyStage::record(std::string_view kind, const std::string& subject,
                                   json::object details) {
  Installation& home = *TRY(installation());
  return home.database->write([&](store::Transaction& tx) -> Result<void> {
    TRY(home.audit.append(tx, {home.clock.now(), std::string(kind), actor_, subject,
                               audit::Outcome::done, json::serialize(details)}));
    return {};
  });
}

// What an attempt before gave out in this very ceremony, if it came to everybody. Errors:
// kShareInTheWay for a share of another one: it is never written over.
Result<std::optional<keys::Activation>> CeremonyStage::given_before(
    const std::vector<std::string>& holders) const {
  const auto brought = TRY(shares());
  const bool ours = std::ranges::all_of(
      brought, [&](const keys::KeyShare& share) { return share.set_id() == set_; });
  if (!ours) {
    return fail(kShareInTheWay);
  }
  const bool complete = std::ranges::all_of(holders, [&](const std::string& holder) {
    return std::filesystem::exists(media_.at(holder).share());
  });
  auto joined = complete ? keys::join_shares(brought) : Result<Secret>(fail(keys::kSharesTooFew));
  if (!joined) {
    return std::nullopt;  // of two attempts, or not of everybody: given out anew
  }
  return TRY(keys::Activation::from(*std::move(joined)));
}

Result<json::array> CeremonyStage::give_out(const std::vector<keys::KeyShare>& shares,
                                            const std::vector<std::string>& holders) {
  json::array given;
  for (std::size_t i = 0; i < holders.size(); ++i) {
    const Medium& medium = media_.at(holders[i]);
    const std::string file =
        TRY(keys::write_share_file(shares[i], holders[i], medium.passphrase, random_));
    TRY(write_file(medium.share(), file));
    given.push_back({{"holder", holders[i]}, {"sha256", hash_of(file)}});
  }
  return given;
}

// Shares first, token second: a crash in between leaves shares of nothing, never a token that
// nobody can open.
Result<json::object> CeremonyStage::create_activation(const Step& step, bool again) {
  if (config_.keys.activation_file.empty()) {
    return fail(kActivationNotConfigured);
  }
  const bool on_token = config_.keys.backend == config::KeyBackend::pkcs11;
  const auto holders = step.texts("holders");
  json::object outcome{{"threshold", *step.number_of("threshold")},
                       {"holders", json::value_from(holders)},
                       {"opens", on_token ? "token " + config_.keys.token : "software keys"}};
  if (!again && !TRY(shares()).empty()) {
    return fail(kShareInTheWay);
  }
  if (auto before = TRY(given_before(holders))) {
    if (on_token &&
        !TRY(keys::token_answers_to(config_.keys.module, config_.keys.token, *before))) {
      TRY(keys::initialize_token(config_.keys.module, config_.keys.token, *before));
    }
    activation_ = std::move(before);
    return outcome;
  }
  keys::Activation fresh = keys::Activation::generate(random_);
  const auto split =
      TRY(keys::split_secret(fresh.secret(), static_cast<int>(*step.number_of("threshold")),
                             static_cast<int>(holders.size()), set_, random_));
  auto given = TRY(give_out(split, holders));
  outcome["shares"] = std::move(given);
  if (on_token) {
    TRY(keys::initialize_token(config_.keys.module, config_.keys.token, fresh));
  }
  activation_ = std::move(fresh);
  TRY(record("keys.activation_created", "keys", outcome));
  return outcome;
}

Result<json::object> CeremonyStage::activate(const Step& /*step*/, bool /*again*/) {
  const keys::Activation& opened = *TRY(activation());
  const std::filesystem::path file = config_.keys.activation_file;
  const auto made = opened.write(file, random_);
  if (!made && !made.error().is(keys::kKeyExists)) {
    return std::unexpected(made.error());
  }
  json::object outcome{{"file", file.string()}, {"was_there", !made}};
  TRY(record("keys.activated", "keys", outcome));
  return outcome;
}

Result<json::object> CeremonyStage::deactivate(const Step& /*step*/, bool again) {
  const std::filesystem::path file = config_.keys.activation_file;
  (void)TRY(installation());  // while it can be opened, for the record
  const auto removed = keys::Activation::remove(file, random_);
  if (!removed && !(again && removed.error().is(keys::kKeysNotActivated))) {
    return std::unexpected(removed.error());
  }
  json::object outcome{{"file", file.string()}};
  TRY(record("keys.deactivated", "keys", outcome));
  return outcome;
}

// --- files ---

Result<std::filesystem::path> CeremonyStage::file_of(const std::string& name) const {
  const std::filesystem::path path(name);
  const bool inside = path.is_relative() &&
                      std::ranges::none_of(path, [](const auto& part) { return part == ".."; });
  if (!inside || name.empty()) {
    return fail(
        kArgumentMalformed,
        {{"argument", "file"}, {"seen", name}, {"expected", "a file below the script's folder"}});
  }
  return files_ / path;
}

Result<void> CeremonyStage::put_on_record(const std::string& title,
                                          const std::filesystem::path& report,
                                          const std::string& head) {
  if (!installation_) {
    return {};
  }
  const std::string text = TRY(read_file(report, std::size_t{4} << 20U));
  return record("ceremony.closed", "ceremony:" + report.stem().string(),
                {{"title", title}, {"head", head}, {"report_sha256", hash_of(text)}});
}

}  // namespace chancery::app
