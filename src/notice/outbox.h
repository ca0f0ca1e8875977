// The outbox: a mail is durable with the act that it tells of, and delivered by a job that survives
// a crash.
#pragma once

#include <memory>
#include <string>

#include "base/id.h"
#include "base/random.h"
#include "base/time.h"
#include "crypto/sealing.h"
#include "jobs/queue.h"
#include "jobs/runner.h"
#include "net/smtp_sender.h"
#include "notice/mail.h"
#include "store/database.h"

namespace chancery::notice {

/// The kind of the job; its key is the mail's id.
inline constexpr const char* kSendMailJob = "send-mail";

/// Contents lie sealed, for there may be links in them that open something. A mail can arrive
/// twice, when the process dies between the server's answer and the commit; both then have one
/// Message-ID. Safe for many threads.
class Outbox final {
 public:
  /// What it takes from; all borrowed.
  struct Uses {
    store::Database& database;
    jobs::Queue& queue;
    const Clock& clock;
    Random& random;
    IdSource& ids;
  };
  /// Without a server there is nobody to hand mails to: see `can_send`.
  Outbox(const Uses& uses, crypto::SealingKey sealing, std::string from,
         std::optional<net::SmtpServer> server);

  [[nodiscard]] bool can_send() const { return sender_.has_value(); }

  /// Inside of a unit: the mail goes out if the unit is stored, and only then. Precondition:
  /// `can_send`.
  [[nodiscard]] Result<void> post(store::Transaction& tx, const Mail& mail);

  /// Before the runner starts.
  void register_jobs(jobs::Runner& runner);

 private:
  [[nodiscard]] Result<jobs::Verdict> deliver(const jobs::Job& job);

  Uses uses_;
  crypto::SealingKey sealing_;
  std::string from_;
  std::optional<net::SmtpSender> sender_;
};

}  // namespace chancery::notice
