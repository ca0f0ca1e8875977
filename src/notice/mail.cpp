#include "notice/mail.h"

#include <algorithm>
#include <array>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/encoding.h"
#include "base/utf8.h"
#include "notice/errors.h"

namespace chancery::notice {
namespace {

constexpr std::size_t kLine = 76;        // RFC 2045 section 6.8
constexpr std::size_t kWordOctets = 42;  // of an encoded word of 75 characters (RFC 2047 section 2)
constexpr std::size_t kMaxPlain = 60;

bool is_plain(std::string_view text) {
  return text.size() <= kMaxPlain &&
         std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; }) &&
         text.find("=?") == std::string_view::npos;
}

/// Cut between characters: each word is decoded by itself.
std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = 0;
    while (size < text.size()) {
      const auto next = first_character(text.substr(size)).size;
      if (size + next > kWordOctets) {
        break;
      }
      size += next;
    }
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ",
                       to_base64(as_bytes(text.substr(0, size))));
    text.remove_prefix(size);
  }
  return out;
}

std::string base64_lines(std::string_view text) {
  const std::string whole = to_base64(as_bytes(text));
  std::string out;
  for (std::size_t at = 0; at < whole.size(); at += kLine) {
    (out += whole.substr(at, kLine)) += "\r\n";
  }
  return out;
}

/// Canonical form of text (RFC 2046 section 4.1.1).
std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  return out;
}

void append_part(Bytes& out, std::string_view part) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    out.push_back(static_cast<std::uint8_t>(part.size() >> shift));
  }
  append(out, as_bytes(part));
}

Result<std::string> take_part(BytesView& bytes) {
  if (bytes.size() < 4) {
    return fail(kMailDamaged);
  }
  std::size_t size = 0;
  for (const std::uint8_t byte : bytes.first(4)) {
    size = size << 8U | byte;
  }
  bytes = bytes.subspan(4);
  if (size > bytes.size()) {
    return fail(kMailDamaged);
  }
  std::string part(as_text(bytes.first(size)));
  bytes = bytes.subspan(size);
  return part;
}

}  // namespace

std::string compose(const Mail& mail, const Postmark& postmark) {
  return fmt::format(
      "From: Chancery <{}>\r\n"
      "To: <{}>\r\n"
      "Subject: {}\r\n"
      "Date: {:%a, %d %b %Y %H:%M:%S} +0000\r\n"
      "Message-ID: <{}>\r\n"
      "Auto-Submitted: auto-generated\r\n"
      "MIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n"
      "\r\n"
      "{}",
      postmark.from, mail.to, is_plain(mail.subject) ? mail.subject : encoded_words(mail.subject),
      fmt::gmtime(to_seconds(postmark.date)), postmark.message_id,
      base64_lines(with_crlf(mail.text)));
}

Bytes encode(const Mail& mail) {
  Bytes out;
  for (const auto* part : {&mail.to, &mail.subject, &mail.text}) {
    append_part(out, *part);
  }
  return out;
}

Result<Mail> parse_mail(BytesView bytes) {
  Mail mail;
  mail.to = TRY(take_part(bytes));
  mail.subject = TRY(take_part(bytes));
  mail.text = TRY(take_part(bytes));
  return bytes.empty() ? Result<Mail>(std::move(mail)) : fail(kMailDamaged);
}

}  // namespace chancery::notice
