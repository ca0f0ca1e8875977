// Everything behind the doors of one installation, put together from its configuration.
#pragma once

#include <memory>
#include <string>

#include "app/ct_logs.h"
#include "app/data_directory.h"
#include "app/key_places.h"
#include "app/revocation_feed.h"
#include "app/suffix_lists.h"
#include "audit/log.h"
#include "base/task_pool.h"
#include "ca/cross_signing.h"
#include "ca/endings.h"
#include "ca/hierarchy.h"
#include "ca/issuers.h"
#include "ca/issuing.h"
#include "ca/public_urls.h"
#include "ca/responders.h"
#include "ca/revoking.h"
#include "config/config.h"
#include "crl/publisher.h"
#include "identity/registry.h"
#include "jobs/queue.h"
#include "linter/panel.h"
#include "notice/outbox.h"
#include "profile/catalogue.h"
#include "store/database.h"
#include "store/intent_log.h"

namespace chancery::app {

/// The kind of job that publishes the list of one issuer and shard soon after a revocation; its key
/// is "ISSUER-ID/SHARD".
inline constexpr const char* kPublishCrlJob = "publish-crl";
/// How soon. Revocations that come together share one list.
inline constexpr Duration kCrlDelay = std::chrono::seconds(5);

/// Members are in the order of their making; each borrows from those before it. Public because this
/// is a box of parts, not an abstraction: `app` alone holds one and hands the parts to the doors.
class Installation final {
 public:
  /// `node` names this process among those that share the store ("server", "cli"). `activation`:
  /// see KeyPlaces::open. Errors: those of every part.
  [[nodiscard]] static Result<std::unique_ptr<Installation>> open(
      config::Config config, DataDirectory directory, std::string node,
      const keys::Activation* activation = nullptr);

  ~Installation() { intents.clean_up(); }
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  config::Config config;
  DataDirectory directory;
  SystemClock clock;
  SystemRandom random;
  IdSource ids;
  TaskPool tasks;  ///< for what computes; its threads are made when they are needed
  std::unique_ptr<KeyPlaces> keys;
  std::unique_ptr<store::Database> database;
  audit::Log audit;
  store::IntentLog intents;
  jobs::Queue queue;
  RevocationFeed revocations;
  std::unique_ptr<SuffixLists> suffixes;
  ca::NameRuleSets rules;
  profile::Catalogue profiles;
  ca::PublicUrls urls;
  std::unique_ptr<linter::Panel> linters;  ///< null when none is configured
  std::unique_ptr<CtLogs> ct_logs;         ///< null: no certificate transparency
  ca::Issuers issuers;
  ca::Issuing issuing;
  ca::Hierarchy hierarchy;
  ca::CrossSigning crossing;
  ca::Responders responders;
  ca::Revoking revoking;
  ca::Endings endings;
  crl::Publisher publisher;
  notice::Outbox outbox;
  identity::Registry identity;

 private:
  struct Parts;
  explicit Installation(Parts parts);

  [[nodiscard]] ca::IssuingDependencies issuing_dependencies();
};

}  // namespace chancery::app
