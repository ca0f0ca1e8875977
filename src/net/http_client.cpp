#include "net/http_client.h"

#include <algorithm>
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

struct Answer {
  Bytes body;
  std::size_t most;
  bool too_large = false;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* context) {
  auto& answer = *static_cast<Answer*>(context);
  if (size > answer.most - answer.body.size()) {
    answer.too_large = true;
    return 0;
  }
  append(answer.body, as_bytes({data, size}));
  return size;
}

Error error_of(CURLcode code, const HttpUrl& url) {
  const auto made = [&](const ErrorKind& kind) {
    return Error(kind, {{"url", url.text()}, {"reason", curl_easy_strerror(code)}});
  };
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return made(kHttpTimeout);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return made(kConnectFailed);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
      return made(kHttpTlsFailed);
    default:
      return made(kHttpFailed);
  }
}

Easy prepare(const HttpUrl& url, Answer& answer, Deadline deadline) {
  static const bool kReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  Easy curl(kReady ? curl_easy_init() : nullptr);
  if (curl) {
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.text().c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "chancery");
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS,
                     std::max<long>(deadline.remaining().count(), 1));
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
  }
  return curl;
}

Result<HttpReply> perform(CURL* curl, const HttpUrl& url, Answer& answer) {
  const CURLcode code = curl_easy_perform(curl);
  if (answer.too_large) {
    return fail(kHttpAnswerTooLarge, "url", url.text());
  }
  if (code != CURLE_OK) {
    return std::unexpected(error_of(code, url));
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return HttpReply{static_cast<int>(status), std::move(answer.body)};
}

Error not_set_up(const HttpUrl& url) {
  return Error(kHttpFailed, {{"url", url.text()}}).log_only("libcurl set-up");
}

}  // namespace

Result<HttpReply> http_post(const HttpPost& request, Deadline deadline) {
  Answer answer{{}, request.max_answer};
  const Easy curl = prepare(request.url, answer, deadline);
  // "Expect:" without a value: no second round trip before the body.
  const List type(curl_slist_append(nullptr, ("Content-Type: " + request.content_type).c_str()));
  if (!curl || !type || curl_slist_append(type.get(), "Expect:") == nullptr) {
    return std::unexpected(not_set_up(request.url));
  }
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, type.get());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(request.body.size()));
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): its size was said just before
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.data());
  return perform(curl.get(), request.url, answer);
}

Result<HttpReply> http_get(const HttpUrl& url, std::size_t max_answer, Deadline deadline) {
  Answer answer{{}, max_answer};
  const Easy curl = prepare(url, answer, deadline);
  if (!curl) {
    return std::unexpected(not_set_up(url));
  }
  return perform(curl.get(), url, answer);
}

}  // namespace chancery::net
