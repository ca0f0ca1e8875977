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
  std::string ca_file = {};  ///< PEM, of who may vouch for the server; "": the system's
};

struct Envelope {
  std::string from;  ///< a bare address; must have been checked for its form
  std::string to;
};

/// Safe to call from any thread; keeps no connection between calls.
///
/// Over smtps, with a user to sign in, and with a `ca_file`, the server's certificate is verified,
/// and nothing is said to it before. Else STARTTLS is used where it is offered, without that check:
/// who could forge the certificate could as well strike the offer (RFC 7435).
class SmtpSender final {
 public:
  explicit SmtpSender(SmtpServer server) : server_(std::move(server)) {}

  /// `message` is a whole RFC 5322 message with CRLF. When this returns, the server has taken it
  /// over. Errors: kMailRefused: for good, by a 5xx answer about this very mail; kMailFailed: try
  /// again later, also when the server refuses us (a wrong password) or cannot be trusted.
  [[nodiscard]] Result<void> send(const Envelope& envelope, std::string_view message,
                                  Deadline deadline) const;

 private:
  SmtpServer server_;
};

}  // namespace chancery::net
