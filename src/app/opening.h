// How a verb comes to its installation.
#pragma once

#include <memory>

#include "app/installation.h"
#include "app/verbs.h"

namespace chancery::app {

/// Names of the two kinds of processes that work on one data directory at the same time.
inline constexpr const char* kServerNode = "server";
inline constexpr const char* kCommandNode = "cli";

/// The configuration that `common` names; defaults without one. Errors: those of config.
[[nodiscard]] Result<config::Config> read_config(const Common& common);

/// An installation for one command: beside a running server, but one command at a time. Serials
/// that an earlier command left open are closed first. Errors: those of Installation::open,
/// kDataDirectoryLocked.
class CommandInstallation final {
 public:
  /// `activation`: see KeyPlaces::open.
  [[nodiscard]] static Result<CommandInstallation> open(
      const Common& common, const keys::Activation* activation = nullptr);
  [[nodiscard]] Installation& operator*() { return *installation_; }
  [[nodiscard]] Installation* operator->() { return installation_.get(); }

 private:
  CommandInstallation(DirectoryLock lock, std::unique_ptr<Installation> installation)
      : lock_(std::move(lock)), installation_(std::move(installation)) {}

  DirectoryLock lock_;
  std::unique_ptr<Installation> installation_;
};

/// The kind of key that takes over from `old`: what was asked for, or P-384 for roots and P-256 for
/// others (NT-134). Errors: those of crypto.
[[nodiscard]] Result<crypto::KeySpec> successor_key(const ca::LoadedIssuer& old,
                                                    const std::string& asked);

/// Who acts, for the audit log: "cli:USER".
[[nodiscard]] std::string command_actor();

}  // namespace chancery::app
