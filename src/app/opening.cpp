#include "app/opening.h"

#include <pwd.h>
#include <unistd.h>

#include "ca/recovery.h"

namespace chancery::app {

Result<config::Config> read_config(const Common& common) {
  return common.config_file.empty() ? Result<config::Config>(config::default_config())
                                    : config::load_config(common.config_file);
}

Result<CommandInstallation> CommandInstallation::open(const Common& common,
                                                      const keys::Activation* activation) {
  auto config = TRY(read_config(common));
  auto directory = TRY(DataDirectory::open(common.data));
  auto lock = TRY(directory.lock(kCommandNode));
  auto installation =
      TRY(Installation::open(std::move(config), std::move(directory), kCommandNode, activation));
  (void)TRY(ca::recover(*installation->database, installation->intents, installation->audit,
                        installation->clock));
  return CommandInstallation(std::move(lock), std::move(installation));
}

Result<crypto::KeySpec> successor_key(const ca::LoadedIssuer& old, const std::string& asked) {
  return asked.empty() ? Result<crypto::KeySpec>(old.is_root() ? crypto::kP384 : crypto::kP256)
                       : crypto::parse_key_spec(asked);
}

std::string command_actor() {
  const passwd* user = ::getpwuid(::geteuid());
  return std::string("cli:") + (user != nullptr ? user->pw_name : std::to_string(::geteuid()));
}

}  // namespace chancery::app
