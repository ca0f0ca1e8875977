// Tells people by mail that their certificate is there (CPS 4.3.2; NT-64).
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

  /// Borrows `outbox`. `api_url` is where the console is reached, without a '/' at its end.
  IssuanceNotice(notice::Outbox& outbox, std::string api_url)
      : outbox_(outbox), api_url_(std::move(api_url)) {}

  /// Inside of the unit that stores the certificate. Does nothing without a mail server.
  [[nodiscard]] Result<void> post(store::Transaction& tx, const model::Application& application,
                                  const model::CertificateFacts& certificate) const;

 private:
  notice::Outbox& outbox_;
  std::string api_url_;
};

}  // namespace chancery::app
