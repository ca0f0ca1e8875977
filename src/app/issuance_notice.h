// Tells people by mail what became of an application: whoever filed it, and whoever approved what
// it rests on (CPS 4.2.2, 4.3.2; NT-31, NT-64, NT-65).
#pragma once

#include <string>

#include "model/application.h"
#include "model/issued_certificate.h"
#include "notice/outbox.h"
#include "store/session.h"

namespace chancery::app {

/// Writes to whoever filed the application; where that was a program, to the operators of its
/// enterprise. Programs get the certificate over the API, with its chain. Safe for many threads.
class IssuanceNotice final {
 public:
  static constexpr int kMostReaders = 100;

  struct Settings {
    std::string api_url;          ///< where the console is reached, without a '/' at its end
    bool tell_approvers = false;  ///< whether specialists hear of what rests on their verdicts
  };

  /// Borrows `outbox`.
  IssuanceNotice(notice::Outbox& outbox, Settings settings)
      : outbox_(outbox), settings_(std::move(settings)) {}

  /// Inside of the unit that stores the certificate. Does nothing without a mail server.
  [[nodiscard]] Result<void> post(store::Transaction& tx, const model::Application& application,
                                  const model::CertificateFacts& certificate) const;

  /// Inside of the unit that rejects the application on the CA's own decision. Likewise.
  [[nodiscard]] Result<void> post_rejection(store::Transaction& tx,
                                            const model::Application& application) const;

 private:
  [[nodiscard]] Result<void> post_to_approvers(store::Transaction& tx,
                                               const model::Application& application,
                                               const model::CertificateFacts& certificate) const;

  notice::Outbox& outbox_;
  Settings settings_;
};

}  // namespace chancery::app
