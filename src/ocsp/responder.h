// The OCSP responder (RFC 6960, RFC 5019, RFC 9654; TLS BR 4.9.9, 4.9.10; NT-94..103).
#pragma once

#include <memory>
#include <shared_mutex>

#include "base/result.h"
#include "ca/issuers.h"
#include "ca/responders.h"
#include "ocsp/answer_cache.h"
#include "ocsp/issuer_index.h"
#include "ocsp/statuses.h"
#include "x509/ocsp_response.h"

namespace chancery::ocsp {

struct ResponderSettings {
  Duration validity = std::chrono::hours(4 * 24);  ///< 8 hours to 10 days (NT-96)
  /// An answer "unknown" is good for so long: the serial may be issued the next moment.
  Duration unknown_validity = std::chrono::minutes(5);
  std::size_t max_answers = 32'768;  ///< kept in memory; about 700 bytes each
};

/// Safe for many threads.
class Responder final {
 public:
  /// All references are borrowed. Call `reload` before anything else.
  Responder(const ca::Issuers& issuers, ca::Responders& credentials, Statuses& statuses,
            const Clock& clock, ResponderSettings settings);

  /// Looks at the issuers again: at start, and when they changed.
  void reload();

  /// From memory alone, in about a microsecond: the answer to a request for one certificate without
  /// a nonce that was answered before. nullptr: ask `answer`.
  [[nodiscard]] AnswerPtr ready_answer(const x509::OcspRequest& request) const;

  /// Looks up, signs, and keeps what may be given out again. May take a database read and a
  /// signature. Never fails: trouble becomes the answer `tryLater`. An issuer that is not ours:
  /// `unauthorized`; a serial never issued, or reserved and no more: `unknown`, never good. All
  /// CertIDs of one request must be of one issuer, else `unauthorized`.
  [[nodiscard]] AnswerPtr answer(const x509::OcspRequest& request);

  /// To be called after the commit of a revocation, here or (by polling) elsewhere.
  void forget(model::IssuerId issuer, const x509::Serial& serial) { cache_.forget(issuer, serial); }

  /// An unsigned answer, which nobody may keep.
  [[nodiscard]] static AnswerPtr error(x509::OcspStatus status);

  /// The unsigned answer to what OcspRequest::parse refused: `unauthorized` for a hash that we do
  /// not know, since we know no issuer by it; else `malformedRequest`.
  [[nodiscard]] static AnswerPtr refusal(const Error& why);

 private:
  [[nodiscard]] std::shared_ptr<const IssuerIndex> index() const;
  [[nodiscard]] Result<AnswerPtr> make(const x509::OcspRequest& request,
                                       const ca::IssuerPtr& issuer);
  [[nodiscard]] Result<x509::SingleResponse> status_of(const x509::CertId& id,
                                                       const ca::IssuerPtr& issuer, Time now);

  const ca::Issuers& issuers_;
  ca::Responders& credentials_;
  Statuses& statuses_;
  const Clock& clock_;
  ResponderSettings settings_;
  mutable std::shared_mutex index_mutex_;
  std::shared_ptr<const IssuerIndex> index_;
  AnswerCache cache_;
};

}  // namespace chancery::ocsp
