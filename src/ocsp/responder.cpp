#include "ocsp/responder.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "observe/log.h"
#include "x509/errors.h"
#include "x509/key_identifier.h"

namespace chancery::ocsp {
namespace {

const observe::Log kLog("ocsp");

constexpr std::size_t kEtagOctets = 16;
constexpr Duration kLatestRenewal = std::chrono::days(4);

AnswerKey key_of(const x509::CertId& id, const ca::IssuerPtr& issuer) {
  return {issuer->record().id, id.serial, static_cast<std::uint8_t>(id.hash),
          static_cast<std::uint16_t>(id.der.size())};
}

/// When to sign anew: in the middle of the life, and after four days at the latest (NT-97).
Time renewal_of(Time this_update, Time next_update) {
  return this_update + std::min<Duration>((next_update - this_update) / 2, kLatestRenewal);
}

AnswerPtr finish(Bytes der, Time this_update, Time next_update, bool may_be_kept) {
  auto answer = std::make_shared<Answer>();
  if (may_be_kept) {
    const auto digest = crypto::sha256(der);
    answer->etag = '"' + to_hex(BytesView(digest).first(kEtagOctets)) + '"';
  }
  answer->der = std::move(der);
  answer->this_update = this_update;
  answer->next_update = next_update;
  answer->renew_at = renewal_of(this_update, next_update);
  return answer;
}

}  // namespace

Responder::Responder(const ca::Issuers& issuers, ca::Responders& credentials, Statuses& statuses,
                     const Clock& clock, ResponderSettings settings)
    : issuers_(issuers),
      credentials_(credentials),
      statuses_(statuses),
      clock_(clock),
      settings_(settings),
      index_(IssuerIndex::make({})),
      cache_(settings.max_answers) {}

void Responder::reload() {
  auto fresh = IssuerIndex::make(issuers_.list());
  const std::unique_lock lock(index_mutex_);
  index_ = std::move(fresh);
}

std::shared_ptr<const IssuerIndex> Responder::index() const {
  const std::shared_lock lock(index_mutex_);
  return index_;
}

AnswerPtr Responder::error(x509::OcspStatus status) {
  auto answer = std::make_shared<Answer>();
  answer->der = x509::encode_ocsp_error(status);
  return answer;
}

AnswerPtr Responder::refusal(const Error& why) {
  return error(why.is(x509::kAlgorithmUnsupported) ? x509::OcspStatus::unauthorized
                                                   : x509::OcspStatus::malformed_request);
}

AnswerPtr Responder::ready_answer(const x509::OcspRequest& request) const {
  if (request.nonce() || request.cert_ids().size() != 1) {
    return nullptr;
  }
  const x509::CertId& id = request.cert_ids().front();
  const ca::IssuerPtr issuer = index()->find(id);
  return issuer ? cache_.find(key_of(id, issuer), clock_.now()) : nullptr;
}

AnswerPtr Responder::answer(const x509::OcspRequest& request) {
  const auto index = this->index();
  const ca::IssuerPtr issuer = index->find(request.cert_ids().front());
  const bool all_ours = issuer && std::ranges::all_of(request.cert_ids(), [&](const auto& id) {
                          return index->find(id) == issuer;
                        });
  if (!all_ours) {
    return error(x509::OcspStatus::unauthorized);
  }
  auto made = make(request, issuer);
  if (!made) {
    kLog.error("no answer could be made", {{"error", observe::log_text(made.error())}});
    return error(x509::OcspStatus::try_later);
  }
  return *std::move(made);
}

Result<x509::SingleResponse> Responder::status_of(const x509::CertId& id,
                                                  const ca::IssuerPtr& issuer, Time now) {
  const auto known = TRY(statuses_.find(issuer->record().id, id.serial));
  x509::SingleResponse single;
  single.cert_id_der = to_bytes(id.der);
  single.this_update = to_seconds(now);
  single.next_update = to_seconds(now + settings_.validity);
  if (known.revoked) {
    single.status = x509::CertStatus::revoked;
    single.revoked_at = to_seconds(known.revoked->revoked_at);
    if (known.revoked->reason != x509::RevocationReason::unspecified) {
      single.reason = known.revoked->reason;
    }
  } else if (known.issued) {
    single.status = x509::CertStatus::good;
  } else {
    single.status = x509::CertStatus::unknown;
    single.next_update = to_seconds(now + settings_.unknown_validity);
  }
  return single;
}

Result<AnswerPtr> Responder::make(const x509::OcspRequest& request, const ca::IssuerPtr& issuer) {
  const AnswerCache::Ticket ticket = cache_.ticket();  // before the status is looked up
  const Time now = to_seconds(clock_.now());
  const auto credential = TRY(credentials_.of(issuer));
  std::vector<x509::SingleResponse> singles;
  Time next_update = credential->certificate.not_after();
  for (const auto& id : request.cert_ids()) {
    x509::SingleResponse single = TRY(status_of(id, issuer, now));
    // An answer must not outlive the responder's certificate (Mozilla root policy 6).
    single.next_update = std::min(*single.next_update, credential->certificate.not_after());
    next_update = std::min<Time>(next_update, *single.next_update);
    singles.push_back(std::move(single));
  }
  const auto key = credential->signer->public_key();
  const auto algorithm = crypto::default_signature_algorithm(key.spec());
  const Bytes data = x509::encode_response_data(x509::key_id_sha1(key), to_seconds(now), singles,
                                                request.nonce().value_or(BytesView()));
  const Bytes signature = TRY(credential->signer->sign(algorithm, data));
  const BytesView certificates[] = {credential->certificate.der()};
  AnswerPtr answer = finish(x509::assemble_ocsp_response(data, algorithm, signature, certificates),
                            now, next_update, !request.nonce());
  const bool keep = !request.nonce() && singles.size() == 1 &&
                    singles.front().status != x509::CertStatus::unknown;
  if (keep) {
    cache_.put(key_of(request.cert_ids().front(), issuer), answer, ticket);
  }
  return answer;
}

}  // namespace chancery::ocsp
