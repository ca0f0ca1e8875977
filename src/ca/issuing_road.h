// Inside `ca` only: one issuance between its stages.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "ca/issuing.h"
#include "model/precertificate.h"

namespace chancery::ca {

/// One of the two.
struct Issuing::Bodies {
  std::optional<issuance::LintedTbs> linted;
  std::optional<issuance::LintedPrecertificate> poisoned;
};

/// What is on record of a precertificate that waits for the logs.
struct Issuing::Waiting {
  model::Precertificate precertificate;
  model::IssuedCertificate row;
};

/// Up to the first commit.
struct Issuing::Prepared {
  IssueOrder order;
  const profile::Profile* profile;
  IssuerPtr issuer;
  std::shared_ptr<const issuance::Issuer> issuing;
  int shard;
  Time now;
  std::string suffix_list;  ///< the version of the one that its names were judged by (NT-28)
  /// Empty once signed, and before there are SCTs.
  std::optional<issuance::LintedTbs> linted = {};
  /// Where SCTs are needed, until it is signed.
  std::optional<issuance::LintedPrecertificate> poisoned = {};
  x509::Serial serial = {};
  Bytes tbs_der = {};
  int lints_run = 0;
  std::string findings = {};  ///< of the lints: warnings and notices
  model::IntentKey intent{};
  Bytes refused_der = {};  ///< signed, and then refused by an outside linter: for the record

  [[nodiscard]] const issuance::LintedTbs& body() const {
    return linted ? *linted : poisoned->linted();
  }
};

/// To where it waits: all that is known of it, and the token that was made of its bytes.
struct Issuing::WayBack {
  Prepared prepared;
  issuance::Precertificate token;
  Waiting waiting;
};

/// What the second commit stores.
struct Issuing::Signed {
  model::IssuedCertificate row;
  audit::Record record;
};

/// One issuance of `issue_async`, handed from thread to thread until it is told how it ended.
struct Issuing::Road final {
  Road(Issuing& issuing, Prepared&& start, AlongsideIssuance&& rows, Executor& threads, Done&& then)
      : ticket(issuing.under_way_.begin()),
        prepared(std::move(start)),
        alongside(std::move(rows)),
        executor(threads),
        done(std::move(then)) {}

  const UnderWay::Ticket ticket;  ///< first, so that it ends last
  Prepared prepared;
  AlongsideIssuance alongside;
  Executor& executor;
  Done done;
  Signed signed_one;
  std::optional<issuance::Precertificate> precertificate;  ///< between its signature and its SCTs
  Time precertificate_signed_at{};
  bool is_resumed = false;  ///< the precertificate waited for the logs before
  std::vector<model::LogSubmission> submissions;
};

/// Until when a certificate can be made of a precertificate: its notBefore may not lie too far
/// before that signature.
[[nodiscard]] Time usable_until(const model::CertificateFacts& precertificate,
                                policy::PolicySet set, Time now);

/// A record about a certificate; its serial number is added to the details.
[[nodiscard]] audit::Record record_about(const model::CertificateFacts& certificate,
                                         std::string actor, Time now, std::string kind,
                                         audit::Outcome outcome, boost::json::object details);

/// Then what was signed is thrown away. After anything else it may be in the store.
[[nodiscard]] inline bool is_certainly_not_stored(const Error& error) {
  return error.error_class() != ErrorClass::fatal;
}

}  // namespace chancery::ca
