// A finished certificate before all logs that take it: add-chain (RFC 6962 section 4.1; NT-66).
#include <future>

#include "ct/errors.h"
#include "ct/exchange.h"
#include "ct/transparency.h"
#include "ct/verification.h"

namespace chancery::ct {
namespace {

using Sct = x509::SignedCertificateTimestamp;

constexpr int kOk = 200;

Result<Sct> judge(const CtLog& log, const FinishedCertificate& certificate,
                  const net::PostReply& reply, Time now) {
  if (reply.status != kOk) {
    return std::unexpected(Error(kLogRefused, {{"status", std::to_string(reply.status)}})
                               .log_only(std::string(as_text(reply.body).substr(0, 300))));
  }
  Sct sct = TRY(read_answer(as_text(reply.body)));
  TRY(verify_sct(sct, log, certificate.der));
  // It may have known the certificate for years, and then repeats what it promised.
  TRY(check_sct_time(sct, certificate.not_before, now));
  return sct;
}

}  // namespace

std::vector<LogPromise> Transparency::show(const FinishedCertificate& certificate) {
  struct Asked {
    const CtLog* log;
    std::future<Result<net::PostReply>> reply;
  };
  const auto list = this->list();
  const auto body = std::make_shared<const std::string>(
      submission_body(certificate.der, certificate.issuers_der));
  const auto deadline = net::Deadline::in(settings_.deadline);
  std::vector<Asked> asked;
  std::vector<LogPromise> promises;
  for (const CtLog& log : list->logs()) {
    if (!is_asked(log) || !log.covers(certificate.not_after)) {
      continue;
    }
    auto url = log.url.resolve("ct/v1/add-chain");
    if (!url) {
      promises.push_back({log, pass(url)});
      continue;
    }
    auto promise = std::make_shared<std::promise<Result<net::PostReply>>>();
    asked.push_back({&log, promise->get_future()});
    http_.post({*std::move(url), "application/json", body}, deadline,
               [promise](Result<net::PostReply> reply) { promise->set_value(std::move(reply)); });
  }
  for (auto& [log, answer] : asked) {
    auto reply = answer.get();
    auto sct = reply ? judge(*log, certificate, *reply, clock_.now()) : Result<Sct>(pass(reply));
    promises.push_back({*log, std::move(sct)});
  }
  return promises;
}

}  // namespace chancery::ct
