#include "app/installation.h"

#include <fmt/format.h>

#include "app/errors.h"
#include "app/files.h"
#include "app/outside_linters.h"
#include "app/profile_settings.h"
#include "identity/name.h"
#include "policy/weak_key_list.h"

namespace chancery::app {

/// What can fail, made before the rest.
struct Installation::Parts {
  config::Config config;
  DataDirectory directory;
  std::string node;
  std::unique_ptr<KeyPlaces> keys;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<SuffixLists> suffixes;
  ca::NameRuleSets rules;
  profile::Catalogue profiles;
  std::unique_ptr<linter::Panel> linters;
  std::optional<net::SmtpServer> mail_server;
  std::unique_ptr<CtLogs> ct_logs;
};

namespace {

Result<std::shared_ptr<const policy::WeakKeyList>> read_weak_keys(const config::Policy& settings) {
  if (settings.weak_key_lists.empty()) {
    return nullptr;
  }
  return std::make_shared<const policy::WeakKeyList>(
      TRY(policy::WeakKeyList::load(settings.weak_key_lists)));
}

Result<void> publish_soon(jobs::Queue& queue, const Clock& clock, store::Transaction& tx,
                          const model::Revocation& revocation) {
  return queue.add(
      tx, {kPublishCrlJob, fmt::format("{}/{}", to_text(revocation.issuer), revocation.crl_shard),
           clock.now() + kCrlDelay, ""});
}

/// Nothing when none is configured. Errors: kMailFromNeeded, those of the password's file.
Result<std::optional<net::SmtpServer>> read_mail_server(const config::Mail& settings) {
  if (settings.smtp.empty()) {
    return std::nullopt;
  }
  if (!identity::check_email(settings.from)) {
    return fail(kMailFromNeeded, "seen", settings.from);
  }
  net::SmtpServer server{settings.smtp, settings.user, {}, settings.ca_file};
  if (!settings.ca_file.empty()) {
    (void)TRY(read_file(settings.ca_file));  // told at start rather than with every mail
  }
  if (!settings.user.empty()) {
    server.password = TRY(read_secret_file(settings.password_file));
  }
  return server;
}

identity::RegistrySettings identity_settings(const config::Config& config) {
  identity::RegistrySettings settings;
  settings.origin = config.public_urls.api_url;
  settings.console_url = config.public_urls.api_url + "/console";
  settings.sessions.idle = config.identity.session_idle;
  settings.sessions.life = config.identity.session_life;
  settings.sessions.step_up = std::chrono::minutes(config.identity.step_up_minutes);
  settings.sessions.step_up_requests = config.identity.step_up_requests;
  return settings;
}

crl::PublisherSettings publisher_settings(const config::Config& config,
                                          const DataDirectory& directory) {
  crl::PublisherSettings settings;
  settings.subscribers = {config.crl.period, config.crl.validity};
  settings.data_directory = directory.path();
  return settings;
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(config::Config config,
                                                         DataDirectory directory, std::string node,
                                                         const keys::Activation* activation) {
  static SystemRandom key_random;  // outlives every key store
  static const SystemClock log_clock;
  if (config.store.url.empty()) {
    config.store.url = "sqlite:" + directory.database().string();
  }
  auto keys = TRY(KeyPlaces::open(config.keys, directory, key_random, activation));
  auto database = TRY(store::Database::open(config.store.url));
  auto suffixes = TRY(SuffixLists::open(config.policy, directory.path(), log_clock));
  auto weak_keys = TRY(read_weak_keys(config.policy));
  ca::NameRuleSets rules{suffixes->current(), config.policy.local_suffixes, std::move(weak_keys)};
  auto profiles = TRY(load_profiles(config, SystemClock().now()));
  auto linters = TRY(make_panel(config.linter));
  auto mail_server = TRY(read_mail_server(config.mail));
  auto ct_logs = TRY(CtLogs::open(config.ct, directory.path(), log_clock, key_random));
  std::unique_ptr<Installation> installation(new Installation(
      Parts{std::move(config), std::move(directory), std::move(node), std::move(keys),
            std::move(database), std::move(suffixes), std::move(rules), std::move(profiles),
            std::move(linters), std::move(mail_server), std::move(ct_logs)}));
  TRY(installation->issuers.reload());
  return installation;
}

Installation::Installation(Parts parts)
    : config(std::move(parts.config)),
      directory(std::move(parts.directory)),
      ids(clock, random),
      tasks(config.listen.workers),
      keys(std::move(parts.keys)),
      database(std::move(parts.database)),
      audit(*database),
      intents(*database, ids, parts.node),
      queue(*database, ids, parts.node),
      revocations(*database),
      suffixes(std::move(parts.suffixes)),
      rules(std::move(parts.rules)),
      profiles(std::move(parts.profiles)),
      urls(config.public_urls.base_url),
      linters(std::move(parts.linters)),
      ct_logs(std::move(parts.ct_logs)),
      issuers(*database, *keys, rules, outside_linter(linters.get())),
      issuing(issuing_dependencies()),
      hierarchy({issuing_dependencies(), issuers, *keys,
                 keys->makes_software_keys() ? &keys->software() : nullptr}),
      crossing(issuing_dependencies(), issuers),
      responders(*database, *keys, issuing, profiles, clock, ids),
      revoking(*database, audit, clock, ids,
               [this](store::Transaction& tx, const model::Revocation& revocation) {
                 revocations.note(revocation);
                 return publish_soon(queue, clock, tx, revocation);
               }),
      endings(issuing_dependencies(), issuers, *keys, revoking),
      publisher(*database, audit, issuers, urls, clock, publisher_settings(config, directory)),
      outbox({*database, queue, clock, random, ids}, keys->sealing_key("outgoing mail"),
             config.mail.from, std::move(parts.mail_server)),
      identity({*database, audit, clock, random, ids}, outbox, keys->sealing_key("second factors"),
               identity_settings(config)) {}

ca::IssuingDependencies Installation::issuing_dependencies() {
  ca::TransparencyUse transparency;
  if (ct_logs) {
    transparency = {&ct_logs->transparency(), &tasks, &ct_logs->exempt()};
  }
  return {*database, intents, audit,  issuers, rules,       profiles,
          urls,      clock,   random, ids,     transparency};
}

}  // namespace chancery::app
