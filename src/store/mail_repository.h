// The outbox of mails (0043_mail.sql). Contents come sealed.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/id.h"
#include "base/result.h"
#include "store/session.h"

namespace chancery::store {

struct OutgoingMail;
using OutgoingMailId = Id<OutgoingMail>;

/// A mail that is to be delivered.
struct OutgoingMail {
  OutgoingMailId id;
  Bytes content;
  Time created{};
};

class MailRepository final {
 public:
  [[nodiscard]] static Result<void> insert(Transaction& tx, const OutgoingMail& mail);
  /// Nothing once it was delivered or given up.
  [[nodiscard]] static Result<std::optional<OutgoingMail>> waiting(Snapshot& snapshot,
                                                                   OutgoingMailId id);
  /// Its content is forgotten: there may be a link in it that opens something.
  [[nodiscard]] static Result<void> drop(Transaction& tx, OutgoingMailId id);
};

}  // namespace chancery::store
