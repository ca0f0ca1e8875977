// Handing one mail to a server (RFC 5321), over libcurl.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "net/deadline.h"

namespace chancery::net {

struct SmtpServer {
  std::string url;   ///< "smtp://HOST[:PORT]" or "smtps://HOST[:PORT]"
  std::string user;  ///< "": no signing in
  Secret password;
};

struct Envelope {
  std::string from;  ///< a bare address; must have been checked for its form
  std::string to;
};

/// Safe to call from any thread; keeps no connection between calls.
///
/// Over smtps, and whenever there is a user to sign in, the server's certificate is verified
/// against the system's trust store. Else STARTTLS is used where it is offered, without that check:
/// who could forge the certificate could as well strike the offer (RFC 7435).
class SmtpSender final {
 public:
  explicit SmtpSender(SmtpServer server) : server_(std::move(server)) {}

  /// `message` is a whole RFC 5322 message with CRLF. When this returns, the server has taken it
  /// over. Errors: kMailRefused: for good, by a 5xx answer; kMailFailed: try again later.
  [[nodiscard]] Result<void> send(const Envelope& envelope, std::string_view message,
                                  Deadline deadline) const;

 private:
  SmtpServer server_;
};

}  // namespace chancery::net
