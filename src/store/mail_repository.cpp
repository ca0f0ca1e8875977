#include "store/mail_repository.h"

namespace chancery::store {

Result<void> MailRepository::insert(Transaction& tx, const OutgoingMail& mail) {
  return tx.post("INSERT INTO outgoing_mail (id, content, created) VALUES ($1, $2, $3)",
                 {mail.id, mail.content, mail.created});
}

Result<std::optional<OutgoingMail>> MailRepository::waiting(Snapshot& snapshot, OutgoingMailId id) {
  return snapshot.first("SELECT id, content, created FROM outgoing_mail WHERE id = $1", {id},
                        [](const Row& row) {
                          return OutgoingMail{row.id<OutgoingMailId>(0), row.bytes(1), row.time(2)};
                        });
}

Result<void> MailRepository::drop(Transaction& tx, OutgoingMailId id) {
  return tx.post("DELETE FROM outgoing_mail WHERE id = $1", {id});
}

}  // namespace chancery::store
