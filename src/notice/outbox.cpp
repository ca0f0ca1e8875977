#include "notice/outbox.h"

#include "net/errors.h"
#include "observe/log.h"
#include "store/mail_repository.h"

namespace chancery::notice {
namespace {

using store::MailRepository;

const observe::Log kLog("notice");

constexpr Duration kAttempt = std::chrono::seconds(30);
constexpr jobs::HandlerOptions kOptions{.lease = std::chrono::minutes(1),
                                        .first_retry = std::chrono::seconds(5),
                                        .longest_retry = std::chrono::minutes(30),
                                        .max_attempts = 100};  // two days

std::string binding_of(store::OutgoingMailId id) {
  return "mail:" + to_text(id);
}

std::string_view domain_of(std::string_view address) {
  return address.substr(address.find('@') + 1);
}

}  // namespace

Outbox::Outbox(const Uses& uses, crypto::SealingKey sealing, std::string from,
               std::optional<net::SmtpServer> server)
    : uses_(uses), sealing_(std::move(sealing)), from_(std::move(from)) {
  if (server) {
    sender_.emplace(*std::move(server));
  }
}

Result<void> Outbox::post(store::Transaction& tx, const Mail& mail) {
  store::OutgoingMail row;
  row.id = uses_.ids.next<store::OutgoingMailId>();
  row.content = sealing_.seal(encode(mail), as_bytes(binding_of(row.id)), uses_.random);
  row.created = uses_.clock.now();
  TRY(MailRepository::insert(tx, row));
  return uses_.queue.add(tx, {kSendMailJob, to_text(row.id), row.created, ""});
}

void Outbox::register_jobs(jobs::Runner& runner) {
  runner.handle(
      kSendMailJob, [this](const jobs::Job& job) { return deliver(job); }, kOptions);
}

Result<jobs::Verdict> Outbox::deliver(const jobs::Job& job) {
  const auto id = TRY(parse_id<store::OutgoingMail>(job.key));
  const auto row = TRY(uses_.database.read(
      [&](store::Snapshot& snapshot) { return MailRepository::waiting(snapshot, id); }));
  if (!row) {
    return jobs::Done{};
  }
  if (!sender_) {
    return fail(net::kMailFailed, "reason", "no mail server is configured any more");
  }
  const Secret content = TRY(sealing_.open(row->content, as_bytes(binding_of(id))));
  const Mail mail = TRY(parse_mail(content.reveal()));
  const Postmark postmark{from_, to_text(id) + "@" + std::string(domain_of(from_)), row->created};
  const auto sent =
      sender_->send({from_, mail.to}, compose(mail, postmark), net::Deadline::in(kAttempt));
  if (!sent && !sent.error().is(net::kMailRefused)) {
    kLog.warning("mail not sent; it will be tried again",
                 {{"mail", to_text(id)}, {"error", observe::log_text(sent.error())}});
    return std::unexpected(sent.error());
  }
  if (!sent) {
    kLog.warning("mail refused for good",
                 {{"mail", to_text(id)}, {"error", observe::log_text(sent.error())}});
  }
  TRY(uses_.database.write([&](store::Transaction& tx) -> Result<void> {
    TRY(MailRepository::drop(tx, id));
    return uses_.queue.complete(tx, job);
  }));
  return jobs::Settled{};
}

}  // namespace chancery::notice
