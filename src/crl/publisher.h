// Makes and publishes the CRLs of the issuers (RFC 5280 section 5; TLS BR 4.9.7, 7.2; NT-86..93,
// NT-182..191).
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

#include "audit/log.h"
#include "base/result.h"
#include "ca/issuers.h"
#include "ca/public_urls.h"
#include "model/crl.h"
#include "store/database.h"
#include "x509/crl_writer.h"

namespace chancery::crl {

class OutputFile;

/// How long a list is good, and how often it is made anew though nothing was revoked.
struct Schedule {
  Duration period = std::chrono::hours(24);
  Duration validity = std::chrono::hours(7 * 24);
};

struct PublisherSettings {
  Schedule subscribers;  ///< of issuers that issue end-entity certificates (NT-87, NT-89)
  Schedule roots{std::chrono::hours(30 * 24), std::chrono::hours(180 * 24)};  ///< NT-90
  std::filesystem::path data_directory;  ///< files go to its folder crl/
};

/// A list that is published, and the file name that its URL ends in.
struct Published {
  model::Crl crl;
  std::string url_name;
};

/// Safe for many threads; one list of one issuer and shard is made at a time.
class Publisher final {
 public:
  /// All references are borrowed.
  Publisher(store::Database& database, audit::Log& audit, const ca::Issuers& issuers,
            const ca::PublicUrls& urls, const Clock& clock, PublisherSettings settings);

  /// Makes a list of everything that is revoked now, whatever the age of the one before. The file
  /// is in place before the row that names it is committed; readers go by the row, so that they
  /// see whole lists only and a number never names two of them: a file's name holds the number and
  /// the beginning of its SHA-256. Memory does not grow with the list, but for Ed25519, which needs
  /// the message whole.
  /// Errors: kCrlFileFailed, store::kCrlNumberNotIncreasing (another process was faster), those of
  /// store and keys.
  [[nodiscard]] Result<Published> publish(const ca::IssuerPtr& issuer, int shard);

  /// Publishes every list that has none yet, whose period is over, or whose file is gone; none of
  /// issuers that have expired or whose key was destroyed. A terminated issuer gets one last list,
  /// good until its certificate ends. Goes on after a failure and returns the first error. Returns
  /// how many were made.
  [[nodiscard]] Result<int> publish_due();

  /// Every list on record whose file is in place.
  [[nodiscard]] Result<std::vector<Published>> published() const;

 private:
  struct Plan;
  struct Body;

  [[nodiscard]] Result<Plan> plan(const ca::IssuerPtr& issuer, int shard) const;
  [[nodiscard]] Result<Body> write_body(const Plan& plan) const;
  [[nodiscard]] Result<void> commit(const model::Crl& crl, const ca::IssuerPtr& issuer);
  [[nodiscard]] Time next_update_of(const ca::IssuerPtr& issuer, Time now) const;
  [[nodiscard]] Result<std::optional<model::Crl>> latest_of(const ca::IssuerPtr& issuer,
                                                            int shard) const;
  [[nodiscard]] Result<bool> publish_if_due(const ca::IssuerPtr& issuer, int shard);
  [[nodiscard]] bool is_due(const std::optional<model::Crl>& latest,
                            const ca::IssuerPtr& issuer) const;
  [[nodiscard]] bool file_is_there(const model::Crl& crl) const;
  [[nodiscard]] const Schedule& schedule_of(const ca::IssuerPtr& issuer) const;
  [[nodiscard]] std::filesystem::path folder() const;

  template <class Visit>
  [[nodiscard]] static Result<void> each_entry(store::Snapshot& snapshot, const Plan& plan,
                                               Visit&& visit);
  [[nodiscard]] static Result<x509::CrlSize> measure(store::Snapshot& snapshot, const Plan& plan);
  [[nodiscard]] static Result<Bytes> sign_body(const keys::Signer& signer,
                                               crypto::SignatureAlgorithm algorithm,
                                               const Body& body);
  [[nodiscard]] static Result<model::Crl> row_of(const Plan& plan, std::int64_t entries,
                                                 const OutputFile& file);

  store::Database& database_;
  audit::Log& audit_;
  const ca::Issuers& issuers_;
  const ca::PublicUrls& urls_;
  const Clock& clock_;
  PublisherSettings settings_;
  std::mutex making_;
};

}  // namespace chancery::crl
