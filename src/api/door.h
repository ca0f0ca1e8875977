// The REST door (requirements NC-4..32, AL-15..28, AL-32, AL-36): every operation of openapi.json
// and nothing else, and the page that explains them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "api/audit_records.h"
#include "api/linters.h"
#include "api/suffix_list.h"
#include "audit/log.h"
#include "base/executor.h"
#include "base/random.h"
#include "base/time.h"
#include "ca/issuers.h"
#include "ca/issuing.h"
#include "ca/public_urls.h"
#include "crypto/sealing.h"
#include "http/router.h"
#include "identity/registry.h"
#include "profile/catalogue.h"
#include "ra/accounts.h"
#include "ra/applications.h"
#include "ra/domains.h"
#include "ra/filing.h"
#include "ra/imports.h"
#include "ra/keepsakes.h"
#include "ra/office.h"
#include "ra/placements.h"
#include "ra/renewals.h"
#include "ra/revocation_desk.h"
#include "store/database.h"
#include "vetting/organizations.h"

namespace chancery::api {

/// What the door needs from the roles; all are borrowed and outlive the router's server.
struct Dependencies {
  store::Database& database;
  audit::Log& audit;
  identity::Registry& identity;
  ra::Accounts& accounts;
  ra::Filing& filing;
  ra::Applications& applications;
  ra::RevocationDesk& revocations;
  ra::Renewals& renewals;
  ra::Domains& domains;
  ra::Imports& imports;
  ra::Drafts& drafts;
  ra::SavedViews& views;
  ra::Placements& placements;
  vetting::Organizations& organizations;
  ca::Issuing& issuing;
  const ca::Issuers& issuers;
  const ca::PublicUrls& urls;
  const profile::Catalogue& profiles;
  /// Seals the private keys that are made and kept here.
  const crypto::SealingKey& managed_keys;
  const Clock& clock;
  Random& random;
  Executor& executor;  ///< for operations that never wait
};

struct Settings {
  /// `[public] api_url`, without a trailing '/': what applicants type.
  std::string api_url;
  /// Of applications that name none: as ra::Settings has it.
  std::string default_profile = std::string(profile::kTlsDv);
  CheckpointSource checkpoints;
  LinterVersions linters = {};  ///< empty: there are no outside linters
  SuffixListSource suffix_list = {};
  /// As ra::Settings has it.
  std::string agreement_version = ra::Settings().agreement_version;
  std::string terms_url = {};  ///< where the terms are published besides; may be empty
  /// Where transcripts of ceremonies are; an empty path: none are shown.
  std::filesystem::path ceremonies = {};
};

class ApiDoor final {
 public:
  ApiDoor(const Dependencies& dependencies, Settings settings);
  /// Waits for what it began, whose clients may be long gone.
  ~ApiDoor();
  ApiDoor(const ApiDoor&) = delete;
  ApiDoor& operator=(const ApiDoor&) = delete;

  /// Adds each operation of the document under /api/v1/, the document itself at
  /// /api/v1/openapi.json, and /api/v1/docs with its assets.
  /// The door outlives the router's server.
  void add_routes(http::Router& router);

 private:
  class Desks;
  std::unique_ptr<Desks> desks_;
};

}  // namespace chancery::api
