// Inside `ca` only: one issuance between its stages.
#pragma once

#include <optional>
#include <string>

#include "ca/issuing.h"

namespace chancery::ca {

/// One of the two.
struct Issuing::Bodies {
  std::optional<issuance::LintedTbs> linted;
  std::optional<issuance::LintedPrecertificate> poisoned;
};

/// Up to the first commit.
struct Issuing::Prepared {
  IssueOrder order;
  const profile::Profile* profile;
  IssuerPtr issuer;
  std::shared_ptr<const issuance::Issuer> issuing;
  int shard;
  Time now;
  std::optional<issuance::LintedTbs> linted;  ///< empty once signed, and before there are SCTs
  std::optional<issuance::LintedPrecertificate> poisoned;  ///< where SCTs are needed
  x509::Serial serial;
  Bytes tbs_der;
  int lints_run;
  std::string findings;  ///< of the lints: warnings and notices
  model::IntentKey intent{};

  [[nodiscard]] const issuance::LintedTbs& body() const {
    return linted ? *linted : poisoned->linted();
  }
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
};

/// Then what was signed is thrown away. After anything else it may be in the store.
[[nodiscard]] inline bool is_certainly_not_stored(const Error& error) {
  return error.error_class() != ErrorClass::fatal;
}

}  // namespace chancery::ca
