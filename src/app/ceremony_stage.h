// Where the steps of a ceremony are done: with the keys, the store and the files of one
// installation.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/opening.h"
#include "ceremony/director.h"
#include "ceremony/script.h"
#include "keys/activation.h"
#include "keys/secret_sharing.h"

namespace chancery::app {

/// What a person brings: a folder (a USB stick) with the credential and perhaps a share, and the
/// passphrase that seals both.
struct Medium {
  std::filesystem::path folder;
  Secret passphrase;

  [[nodiscard]] std::filesystem::path credential() const { return folder / "credential.pem"; }
  [[nodiscard]] std::filesystem::path share() const { return folder / "activation.share"; }
  /// Beside it while a renewal is under way: what takes its place, and what is overwritten then.
  [[nodiscard]] std::filesystem::path fresh_share() const {
    return folder / "activation.share.new";
  }
  [[nodiscard]] std::filesystem::path old_share() const { return folder / "activation.share.old"; }
};
using Media = std::map<std::string, Medium>;

/// SHA-256 of what came in or went out, hexadecimal.
[[nodiscard]] std::string hash_of(std::string_view content);

/// Opens the installation when a step first needs it, with the activation secret that the people
/// here bring in shares, or that a ceremony before put into keys.activation_file. Every act looks
/// first for what an attempt before did. Files that a script names are below its own folder.
class CeremonyStage final : public ceremony::Stage {
 public:
  /// All references are borrowed.
  CeremonyStage(const Common& common, config::Config config, const Media& media,
                std::filesystem::path files, const ceremony::Script& script);

  /// Errors: those of the act; keys::kSharesTooFew; kActivationNotConfigured.
  Result<boost::json::object> perform(const ceremony::Step& step, bool again) override;

  /// Puts the end of the ceremony into the audit log, where the installation was opened.
  [[nodiscard]] Result<void> put_on_record(const std::string& title,
                                           const std::filesystem::path& report,
                                           const std::string& head);

 private:
  using Outcome = Result<boost::json::object>;
  using Step = ceremony::Step;

  Outcome create_activation(const Step& step, bool again);
  Outcome renew_activation(const Step& step, bool again);
  Outcome activate(const Step& step, bool again);
  Outcome deactivate(const Step& step, bool again);
  Outcome create_root(const Step& step, bool again);
  Outcome create_subordinate(const Step& step, bool again);
  Outcome request(const Step& step, bool again);
  Outcome change_key(const Step& step, bool again);
  Outcome certify(const Step& step, bool again);
  Outcome accept(const Step& step, bool again);
  Outcome cross_certify(const Step& step, bool again);
  Outcome cross_request(const Step& step, bool again);
  Outcome cross_accept(const Step& step, bool again);
  Outcome publish_crl(const Step& step, bool again);
  Outcome terminate(const Step& step, bool again);
  Outcome destroy_key(const Step& step, bool again);
  Outcome back_up(const Step& step, bool again);
  Outcome recover(const Step& step, bool again);

  [[nodiscard]] Result<Installation*> installation();
  [[nodiscard]] Result<void> unlock();
  [[nodiscard]] Result<std::vector<keys::KeyShare>> shares() const;
  [[nodiscard]] Result<std::optional<keys::Activation>> from_shares() const;
  [[nodiscard]] Result<std::optional<keys::Activation>> given_before(
      const std::vector<std::string>& holders) const;
  [[nodiscard]] Result<boost::json::array> give_out(const std::vector<keys::KeyShare>& shares,
                                                    const std::vector<std::string>& holders);
  [[nodiscard]] Result<const keys::Activation*> activation();
  [[nodiscard]] Result<std::optional<keys::Activation>> dealt_before(const keys::ShareSetId& set,
                                                                     std::size_t holders) const;
  [[nodiscard]] Result<keys::Activation> deal(const Step& step, const keys::ShareSetId& set);
  [[nodiscard]] Result<std::optional<keys::Activation>> before_renewal(
      const keys::ShareSetId& set) const;
  [[nodiscard]] Result<int> move_keys(const keys::Activation& from, const keys::Activation& to);
  [[nodiscard]] Result<boost::json::array> put_in_place(const std::vector<std::string>& holders,
                                                        const keys::ShareSetId& set);
  [[nodiscard]] Result<std::filesystem::path> file_of(const std::string& name) const;
  [[nodiscard]] Result<void> record(std::string_view kind, const std::string& subject,
                                    boost::json::object details);
  [[nodiscard]] Outcome introduce(const ca::IssuerPtr& issuer);

  const Common& common_;
  config::Config config_;
  const Media& media_;
  std::filesystem::path files_;
  std::string actor_;  ///< for the audit log
  keys::ShareSetId set_{};
  SystemRandom random_;
  std::optional<keys::Activation> activation_;
  std::optional<CommandInstallation> installation_;
};

}  // namespace chancery::app
