#include "net/smtp_sender.h"

#include <algorithm>
#include <cstring>
#include <curl/curl.h>
#include <memory>

#include "net/errors.h"

namespace chancery::net {
namespace {

struct EasyCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Easy = std::unique_ptr<CURL, EasyCleanup>;

struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListFree>;

std::size_t give_message(char* out, std::size_t, std::size_t room, void* context) {
  auto& left = *static_cast<std::string_view*>(context);
  const std::size_t size = std::min(room, left.size());
  std::memcpy(out, left.data(), size);
  left.remove_prefix(size);
  return size;
}

void set_security(CURL* curl, const SmtpServer& server) {
  const bool verified =
      !server.user.empty() || !server.ca_file.empty() || server.url.starts_with("smtps://");
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(verified ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, verified ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, verified ? 2L : 0L);
  if (!server.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, server.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  if (!server.user.empty()) {
    const std::string password(server.password.reveal_text());  // curl copies it, too
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, password.c_str());
  }
}

bool library_ready() {
  static const bool kReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return kReady;
}

/// A 5xx to MAIL, RCPT or DATA, or to the end of the message, is about the mail. One to the
/// greeting, EHLO or AUTH is about us: somebody can set that right, and the mail must wait.
bool is_about_mail(CURLcode code, bool all_given) {
  return code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && all_given);
}

Error error_of(CURLcode code, long answer, bool all_given, const SmtpServer& server) {
  const bool refused = answer >= 500 && answer < 600 && is_about_mail(code, all_given);
  return Error(refused ? kMailRefused : kMailFailed,
               {{"server", server.url}, {"reason", curl_easy_strerror(code)}})
      .with("answer", std::to_string(answer));
}

}  // namespace

Result<void> SmtpSender::send(const Envelope& envelope, std::string_view message,
                              Deadline deadline) const {
  const Easy curl(library_ready() ? curl_easy_init() : nullptr);
  const List recipients(curl_slist_append(nullptr, ("<" + envelope.to + ">").c_str()));
  if (!curl || !recipients) {
    return std::unexpected(
        Error(kMailFailed, {{"server", server_.url}}).log_only("libcurl set-up"));
  }
  const std::string from = "<" + envelope.from + ">";
  std::string_view left = message;
  curl_easy_setopt(curl.get(), CURLOPT_URL, server_.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, std::max<long>(deadline.remaining().count(), 1));
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give_message);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &left);
  set_security(curl.get(), server_);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) {
    return {};
  }
  long answer = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
  return std::unexpected(error_of(code, answer, left.empty(), server_));
}

}  // namespace chancery::net
