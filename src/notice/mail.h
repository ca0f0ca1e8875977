// A mail to one person (RFC 5322), of plain text.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"

namespace chancery::notice {

struct Mail {
  std::string to;       ///< a bare address, checked by whoever made it a person's
  std::string subject;  ///< UTF-8
  std::string text;     ///< UTF-8, lines end with '\n'
};

/// What stands in the header beside what the mail itself says.
struct Postmark {
  std::string from;        ///< a bare address
  std::string message_id;  ///< without brackets; the same for every attempt, so that a receiver
                           ///< can tell that it has the mail already
  Time date{};
};

/// The message with CRLF. The subject is encoded (RFC 2047) unless it is printable ASCII, and the
/// text is base64, so nothing in them can become a header, an end of data or an overlong line.
/// Marked as automatic (RFC 3834), so that no vacation answers it.
[[nodiscard]] std::string compose(const Mail& mail, const Postmark& postmark);

/// As kept in the outbox: the parts with their lengths in front.
[[nodiscard]] Bytes encode(const Mail& mail);
/// Errors: kMailDamaged.
[[nodiscard]] Result<Mail> parse_mail(BytesView bytes);

}  // namespace chancery::notice
