// CeremonyStage: shares are dealt again, of another secret (CP/CPS 6.2.2; NT-106, NT-141).
//
// New shares are beside the old ones on everybody's medium before anything else happens; then token
// and key files change hands; then the new shares take the place of the old. Whatever stops it, the
// people have what opens the keys, and the next attempt goes on.
#include <algorithm>
#include <boost/json.hpp>
#include <fstream>

#include "app/ceremony_stage.h"
#include "app/errors.h"
#include "app/files.h"
#include "app/key_places.h"
#include "keys/errors.h"
#include "keys/renewal.h"
#include "keys/share_file.h"
#include "keys/token_setup.h"

namespace chancery::app {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

keys::ShareSetId set_of(keys::ShareSetId script, int step) {
  script.back() ^= static_cast<std::uint8_t>(step);  // a script may deal more than once
  return script;
}

/// Nothing when there is no such file.
Result<std::optional<keys::KeyShare>> read_share(const fs::path& file, const std::string& holder,
                                                 const Medium& medium) {
  if (!fs::exists(file)) {
    return std::nullopt;
  }
  const std::string text = TRY(read_file(file, 4096));
  return TRY(keys::read_share_file(text, holder, medium.passphrase));
}

/// Whether nothing has moved yet to another secret.
Result<bool> still_opens(const config::Keys& settings, const fs::path& data,
                         const keys::Activation& activation) {
  if (settings.backend == config::KeyBackend::pkcs11) {
    return keys::token_answers_to(settings.module, settings.token, activation);
  }
  const auto directory = TRY(DataDirectory::open(data));
  return keys::opens_keys(directory.keys(), activation.master_key());
}

/// Overwritten, then removed; a stick of flash memory may keep it, but it opens nothing any more.
Result<void> wipe_file(const fs::path& file, Random& random) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (!error) {
    std::ofstream out(file, std::ios::binary | std::ios::in);
    const Bytes noise = random.bytes(std::min<std::size_t>(size, 4096));
    out << as_text(noise) << std::flush;
    fs::remove(file, error);
  }
  return error ? Result<void>(
                     fail(kFileFailed, {{"file", file.string()}, {"reason", error.message()}}))
               : Result<void>();
}

Result<void> rename_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  return error ? Result<void>(
                     fail(kFileFailed, {{"file", from.string()}, {"reason", error.message()}}))
               : Result<void>();
}

Result<keys::Activation> copy_of(const keys::Activation& activation) {
  return keys::Activation::from(activation.secret().clone());
}

}  // namespace

/// What the attempt before dealt, when it came to everybody: nothing had changed before that.
Result<std::optional<keys::Activation>> CeremonyStage::dealt_before(const keys::ShareSetId& set,
                                                                    std::size_t holders) const {
  std::vector<keys::KeyShare> dealt;
  for (const auto& [id, medium] : media_) {
    for (const fs::path& file : {medium.fresh_share(), medium.share()}) {
      auto share = TRY(read_share(file, id, medium));
      if (share && share->set_id() == set) {
        dealt.push_back(*std::move(share));
        break;
      }
    }
  }
  auto joined = dealt.size() == holders ? keys::join_shares(dealt)
                                        : Result<Secret>(fail(keys::kSharesTooFew));
  if (!joined) {
    return std::nullopt;
  }
  return TRY(keys::Activation::from(*std::move(joined)));
}

Result<keys::Activation> CeremonyStage::deal(const Step& step, const keys::ShareSetId& set) {
  const auto holders = step.texts("holders");
  keys::Activation fresh = keys::Activation::generate(random_);
  const auto shares =
      TRY(keys::split_secret(fresh.secret(), static_cast<int>(*step.number_of("threshold")),
                             static_cast<int>(holders.size()), set, random_));
  for (std::size_t i = 0; i < holders.size(); ++i) {
    const Medium& medium = media_.at(holders[i]);
    TRY(write_file(medium.fresh_share(),
                   TRY(keys::write_share_file(shares[i], holders[i], medium.passphrase, random_))));
  }
  return fresh;
}

/// From old shares, else from the file of activated keys; nothing where neither is left.
Result<std::optional<keys::Activation>> CeremonyStage::before_renewal(
    const keys::ShareSetId& set) const {
  std::vector<keys::KeyShare> old;
  for (const auto& [id, medium] : media_) {
    auto share = TRY(read_share(medium.share(), id, medium));
    if (share && share->set_id() != set) {
      old.push_back(*std::move(share));
    }
  }
  if (auto joined = keys::join_shares(old)) {
    return TRY(keys::Activation::from(*std::move(joined)));
  }
  auto activated = keys::Activation::read(config_.keys.activation_file);
  return activated ? std::optional(*std::move(activated)) : std::nullopt;
}

Result<int> CeremonyStage::move_keys(const keys::Activation& from, const keys::Activation& to) {
  const auto directory = TRY(DataDirectory::open(common_.data));
  const auto no_server = TRY(directory.lock(kServerNode));
  const crypto::SealingKey old = from.master_key();
  const crypto::SealingKey fresh = to.master_key();
  if (config_.keys.backend == config::KeyBackend::pkcs11) {
    TRY(keys::change_pins(config_.keys.module, config_.keys.token, from, to));
  }
  TRY(keys::keep_secret(kept_secret_file(directory), old, fresh, random_));
  return keys::reseal_keys(directory.keys(), old, fresh, random_);
}

/// Whoever is here and holds no share any more loses the old one, which goes aside before it is
/// overwritten: what has the name of a share is one, at every moment.
Result<json::array> CeremonyStage::put_in_place(const std::vector<std::string>& holders,
                                                const keys::ShareSetId& set) {
  json::array placed;
  for (const auto& [id, medium] : media_) {
    const auto present = TRY(read_share(medium.share(), id, medium));
    if (present && present->set_id() != set) {
      TRY(rename_file(medium.share(), medium.old_share()));
    }
    if (fs::exists(medium.fresh_share())) {
      TRY(rename_file(medium.fresh_share(), medium.share()));
    }
    if (fs::exists(medium.old_share())) {
      TRY(wipe_file(medium.old_share(), random_));
    }
    if (std::ranges::find(holders, id) != holders.end()) {
      const std::string text = TRY(read_file(medium.share(), 4096));
      placed.push_back({{"holder", id}, {"sha256", hash_of(text)}});
    }
  }
  return placed;
}

Result<json::object> CeremonyStage::renew_activation(const Step& step, bool again) {
  if (config_.keys.activation_file.empty()) {
    return fail(kActivationNotConfigured);
  }
  installation_.reset();  // it knows the old secret
  activation_.reset();
  const auto set = set_of(set_, step.number);
  const auto holders = step.texts("holders");
  auto fresh = again ? TRY(dealt_before(set, holders.size())) : std::nullopt;
  auto old = TRY(before_renewal(set));
  if (!fresh) {
    // Else somebody has a share of what opens the keys now, and is not here.
    if (!old || !TRY(still_opens(config_.keys, common_.data, *old))) {
      return fail(keys::kSharesTooFew);
    }
    fresh = TRY(deal(step, set));
  }
  if (!old) {  // the attempt before came to the shares: nothing is left to move, which is looked at
    old = TRY(copy_of(*fresh));
  }
  const int resealed = TRY(move_keys(*old, *fresh));
  auto placed = TRY(put_in_place(holders, set));
  if (keys::Activation::remove(config_.keys.activation_file, random_)) {
    TRY(fresh->write(config_.keys.activation_file, random_));
  }
  activation_ = std::move(fresh);
  json::object outcome{{"threshold", *step.number_of("threshold")},
                       {"holders", json::value_from(holders)},
                       {"shares", std::move(placed)},
                       {"software_keys", resealed},
                       {"note",
                        "backups of keys are still sealed under the old secret: make them "
                        "again and destroy the old ones"}};
  TRY(record("keys.activation_renewed", "keys", outcome));
  return outcome;
}

}  // namespace chancery::app
